// `npm run faults -- [--kills N] [--seed S] [--json] [--only name,name]`: says what happens on stderr; `--json` ends with one JSON line on stdout.
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runFaults, type FaultRunResult } from './fault-run.js';
import { Random } from './random.js';
import { Services } from './services.js';
import { type Setting, settings } from './setting.js';

const { values } = parseArgs({ options: { kills: { type: 'string', default: '20' }, seed: { type: 'string', default: '1' }, json: { type: 'boolean', default: false }, only: { type: 'string' } } });
const seed = Number(values.seed);
const startedAtMs = Date.now();
const chosen = settings.filter(({ name }) => values.only === undefined || values.only.split(',').includes(name));
if (chosen.length === 0) throw new RangeError(`there is no setting "${values.only}"; there are ${settings.map(({ name }) => name).join(', ')}`);

// Every process that runs has a listener that ends it with this one.
process.setMaxListeners(0);
const services = await Services.start(chosen);
const runnable = chosen.filter((setting) => services.unable(setting) === undefined);
const results: [Setting, FaultRunResult][] = [];
try {
  for (const [place, setting] of runnable.entries()) {
    const kills = Math.floor(Number(values.kills) / runnable.length) + (place < Number(values.kills) % runnable.length ? 1 : 0);
    say(`${setting.name}: ${kills} kills`);
    const folder = await mkdtemp(join(tmpdir(), 'gridscope-faults-'));
    const result = await runFaults(setting, { kills, random: new Random(seed + place), folder, databaseUrl: await services.databaseUrl(setting), say });
    for (const problem of [...result.lost, ...result.doubled, ...result.orphans].slice(0, 50)) say(`  ${problem}`);
    results.push([setting, result]);
  }
} finally {
  await services.stop();
}

const sum = { ...totals(), settings: results.map(([{ name }]) => name), skipped: skipped(), seconds: Math.round((Date.now() - startedAtMs) / 1_000) };
say(JSON.stringify(sum, undefined, 1));
if (values.json) console.log(JSON.stringify(sum));
process.exit(sum.lost + sum.doubled + sum.orphans + sum.crashes > 0 ? 1 : 0);

function totals() {
  const all = results.map(([, result]) => result);
  const add = (numberOf: (result: FaultRunResult) => number): number => all.reduce((total, result) => total + numberOf(result), 0);
  const count = (counts: Record<string, number>): number => Object.values(counts).reduce((total, times) => total + times, 0);
  return {
    kills: add(({ kills }) => count(kills)),
    faults: add(({ faults }) => count(faults)),
    cells: add(({ cells }) => cells),
    lost: add(({ lost }) => lost.length),
    doubled: add(({ doubled }) => doubled.length),
    orphans: add(({ orphans }) => orphans.length),
    crashes: add(({ crashes }) => crashes),
    killed: together(all.map(({ kills }) => kills)),
    struck: together(all.map(({ faults }) => faults)),
  };
}

function together(counts: readonly Record<string, number>[]): Record<string, number> {
  const total: Record<string, number> = {};
  for (const [name, times] of counts.flatMap((each) => Object.entries(each))) total[name] = (total[name] ?? 0) + times;
  return total;
}

/** Settings that could not be had, and faults that none of the others could take. */
function skipped(): Record<string, string> {
  const leftOut = chosen.flatMap((setting) => (services.unable(setting) === undefined ? [] : [[setting.name, services.unable(setting)]]));
  const nowhere = Object.entries(Object.assign({}, ...results.map(([, result]) => result.skipped)) as Record<string, string>).filter(([name]) => results.every(([, result]) => name in result.skipped));
  return Object.fromEntries([...leftOut, ...nowhere]);
}

function say(words: string): void {
  console.error(`${((Date.now() - startedAtMs) / 1_000).toFixed(1).padStart(6)} s  ${words}`);
}
