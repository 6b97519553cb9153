// Describes a plan of a million cells and says what it took, as one line of JSON: time, and what the process grew by.
import { type Axis, type AxisValue, cellAt, describePlan, type PlanSource, valueId } from '@gridscope/grid';

const skip = ['a * b > c and c > 90', 'c == 5 or a in [1, 2, 3]'];
const cellCount = 1_000_000;

const grewFromBytes = process.memoryUsage().rss;
const startedAtMs = performance.now();
const source: PlanSource = { axes: ['a', 'b', 'c'].map((name) => numbers(name, 100)), base: {}, texts: {}, skip };
const description = describePlan(source);
const labels = source.axes.map((axis) => axis.values.map((value) => value.label));
const cells = Array.from({ length: 1_000 }, (_, place) => cellAt(source, (place * 999_983) % cellCount));
const ms = performance.now() - startedAtMs;

if (description.cellCount !== cellCount || description.skippedCount === undefined) throw new Error('the plan was not counted');
if (labels.flat().length !== 300 || !cells.some((cell) => cell.isSkipped)) throw new Error('the cells are not what they should be');
const MiB = (process.resourceUsage().maxRSS * 1_024 - grewFromBytes) / 2 ** 20;
process.stdout.write(`${JSON.stringify({ ms, MiB })}\n`);

function numbers(name: string, count: number): Axis {
  return { id: name, name, kind: 'input', values: Array.from({ length: count }, (_, value) => valueOf(name, value)) };
}

function valueOf(name: string, value: number): AxisValue {
  const operations = [{ op: 'set' as const, input: `3.${name}`, value }];
  return { id: valueId(operations), label: String(value), operations };
}
