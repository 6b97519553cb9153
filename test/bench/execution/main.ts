// `npm run bench:execution -- [--json] [--only name,name]`: says its figures on stderr; `--json` ends with one JSON line on stdout.
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { measureBusy } from './busy.js';
import { measureMakespan } from './makespan.js';
import { measurePool } from './pool.js';
import { measureStartAndList } from './start-and-list.js';

const measures = { busy: measureBusy, makespan: measureMakespan, start: measureStartAndList, pool: measurePool };

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false }, only: { type: 'string' } } });
const only = values.only?.split(',');
const unknown = only?.find((name) => !(name in measures));
if (unknown !== undefined) throw new RangeError(`there is no measure "${unknown}"; there are ${Object.keys(measures).join(', ')}`);
// Every engine that runs has a listener that ends it with this process.
process.setMaxListeners(0);
console.error(`Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}`);

const figures: Record<string, unknown> = {};
let overSeats = 0;
for (const [name, measure] of Object.entries(measures)) {
  if (only !== undefined && !only.includes(name)) continue;
  console.error(`\n${name}`);
  const found = await measure((words) => console.error(`  ${words}`));
  overSeats += found.overSeats;
  Object.assign(figures, found);
}
if (values.json) console.log(JSON.stringify({ ...figures, overSeats }, rounded));

function rounded(_key: string, value: unknown): unknown {
  return typeof value === 'number' ? Math.round(value * 10_000) / 10_000 : value;
}
