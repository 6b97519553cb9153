// `npm run bench -- [--json] [--only name,name]`: measures, says it in words on stderr; `--json` ends with one JSON line on stdout.
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import type { Benchmark, Figures } from './benchmark.js';
import { describeMillion } from './measures/describe-million.js';
import { exampleGrid } from './measures/example-grid.js';
import { exportGrid } from './measures/export-grid.js';
import { largeGrids } from './measures/large-grids.js';
import { orchestration } from './measures/orchestration.js';
import { scheduling } from './measures/scheduling.js';
import { start } from './measures/start.js';
import { thumbnails } from './measures/thumbnails.js';

const benchmarks: readonly Benchmark[] = [describeMillion, orchestration, thumbnails, exportGrid, start, exampleGrid, largeGrids, scheduling];

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false }, only: { type: 'string' } } });
const figures: Record<string, Figures> = {};
console.error(`Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}`);
for (const benchmark of chosen(values.only)) {
  console.error(`\n${benchmark.name}: ${benchmark.title}`);
  figures[benchmark.name] = await benchmark.measure((words) => console.error(`  ${words}`));
}
if (values.json) console.log(JSON.stringify(figures, rounded));

function chosen(only: string | undefined): readonly Benchmark[] {
  if (only === undefined) return benchmarks;
  const names = only.split(',');
  const unknown = names.find((name) => !benchmarks.some((benchmark) => benchmark.name === name));
  if (unknown !== undefined) throw new RangeError(`there is no benchmark "${unknown}"; there are ${benchmarks.map(({ name }) => name).join(', ')}`);
  return benchmarks.filter(({ name }) => names.includes(name));
}

/** No figure here is good for more than a tenth of a millisecond. */
function rounded(_key: string, value: unknown): unknown {
  return typeof value === 'number' ? Math.round(value * 10) / 10 : value;
}
