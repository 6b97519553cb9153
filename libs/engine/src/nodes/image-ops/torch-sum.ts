const LANES = 8;
const INTERLEAVED = 4;

/**
 * The sum of float32 numbers in the order in which PyTorch adds them on a CPU with AVX2 (aten/src/ATen/native/cpu/SumKernel.cpp):
 * eight lanes, four rows interleaved, the rest and then the lanes one after the other. Above 512 numbers it may differ in the last bit.
 */
export function torchSum(values: Float32Array): number {
  const rowCount = Math.floor(values.length / LANES);
  const interleavedRows = Math.floor(rowCount / INTERLEAVED) * INTERLEAVED;
  const lanes = Array.from({ length: INTERLEAVED }, () => new Float32Array(LANES));
  for (let row = 0; row < rowCount; row++) {
    const into = row < interleavedRows ? lanes[row % INTERLEAVED] : lanes[0];
    if (into !== undefined) addTo(into, values.subarray(row * LANES, (row + 1) * LANES));
  }
  const [first = new Float32Array(LANES), ...others] = lanes;
  for (const other of others) addTo(first, other);
  return [...values.subarray(rowCount * LANES), ...first].reduce((sum, value) => Math.fround(sum + value), 0);
}

function addTo(target: Float32Array, values: Float32Array): void {
  for (let i = 0; i < target.length; i++) target[i] = (target[i] ?? 0) + (values[i] ?? 0);
}
