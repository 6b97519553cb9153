/**
 * `a · b + c` rounded once to float32, as the fused instruction that PyTorch's kernels are compiled to.
 * The product of two float32 numbers is exact in a double.
 */
export function fusedMultiplyAdd(a: number, b: number, c: number): number {
  return Math.fround(a * b + c);
}
