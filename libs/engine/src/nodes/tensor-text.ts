const SUMMARY_THRESHOLD = 1000;
const LINE_WIDTH = 80;

export interface TensorTextOptions {
  /** How many entries stand at either end of an axis that is cut short. PyTorch's own is 3. */
  edgeItems: number;
}

/** A float32 tensor as PyTorch prints it: four digits, one width, the middle of long axes left out above 1000 numbers (torch/_tensor_str.py). */
export function tensorText(data: Float32Array, shape: readonly number[], { edgeItems }: TensorTextOptions): string {
  const edge = data.length > SUMMARY_THRESHOLD ? edgeItems : Infinity;
  const opening = 'tensor(';
  const format = numberFormat(shownNumbers(data, shape, edge));
  return `${opening}${axisText({ data, shape, edge, format }, 0, opening.length)})`;
}

interface Printing {
  data: Float32Array;
  shape: readonly number[];
  edge: number;
  format: { width: number; text(value: number): string };
}

function axisText(printing: Printing, offset: number, indent: number): string {
  const [length = 0, ...inner] = printing.shape;
  if (inner.length === 0) return vectorText(printing, offset, indent);
  const stride = inner.reduce((product, side) => product * side, 1);
  const rows = shownIndices(length, printing.edge).map((index) =>
    index === undefined ? '...' : axisText({ ...printing, shape: inner }, offset + index * stride, indent + 1),
  );
  return `[${rows.join(`,${'\n'.repeat(inner.length)}${' '.repeat(indent + 1)}`)}]`;
}

function vectorText({ data, shape: [length = 0], edge, format }: Printing, offset: number, indent: number): string {
  const perLine = Math.max(1, Math.floor((LINE_WIDTH - indent) / (format.width + 2)));
  const entries = shownIndices(length, edge).map((index) => (index === undefined ? ' ...' : format.text(data[offset + index] ?? 0).padStart(format.width)));
  const lines: string[] = [];
  for (let i = 0; i < entries.length; i += perLine) lines.push(entries.slice(i, i + perLine).join(', '));
  return `[${lines.join(`,\n${' '.repeat(indent + 1)}`)}]`;
}

// Undefined stands for what is left out.
function shownIndices(length: number, edge: number): (number | undefined)[] {
  const all = Array.from({ length }, (_, index) => index);
  return length > 2 * edge ? [...all.slice(0, edge), undefined, ...all.slice(-edge)] : all;
}

function shownNumbers(data: Float32Array, [length, ...inner]: readonly number[], edge: number, offset = 0): number[] {
  if (length === undefined) return [data[offset] ?? 0];
  const stride = inner.reduce((product, side) => product * side, 1);
  return shownIndices(length, edge).flatMap((index) => (index === undefined ? [] : shownNumbers(data, inner, edge, offset + index * stride)));
}

function numberFormat(values: readonly number[]): Printing['format'] {
  const finite = values.filter((value) => Number.isFinite(value) && value !== 0);
  const isWhole = finite.every(Number.isInteger);
  const [least, greatest] = finite.reduce(([low, high], value) => [Math.min(low, Math.abs(value)), Math.max(high, Math.abs(value))], [Infinity, 0]);
  const isScientific = greatest > 1e8 || greatest / least > 1000 || (!isWhole && least < 1e-4);
  const text = (value: number): string => {
    if (!Number.isFinite(value)) return Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf';
    if (isScientific) return scientific(value);
    return isWhole ? `${value.toFixed(0)}.` : value.toFixed(4);
  };
  return { width: Math.max(1, ...finite.map((value) => text(value).length)), text };
}

function scientific(value: number): string {
  return value.toExponential(4).replace(/e([+-])(\d)$/, 'e$10$2');
}
