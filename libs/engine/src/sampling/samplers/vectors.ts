/** Σ coefficient · vector, in doubles, rounded to float32 at the end. */
export function combine(...terms: readonly (readonly [coefficient: number, vector: Float32Array])[]): Float32Array {
  const [first, second, third] = terms;
  if (first === undefined) throw new RangeError('Nothing to combine.');
  if (terms.length === 2) return combineTwo(...first, ...second!);
  if (terms.length === 3) return combineThree(...first, ...second!, ...third!);
  const sum = new Float64Array(first[1].length);
  for (const [coefficient, vector] of terms) {
    for (let index = 0; index < sum.length; index++) sum[index]! += coefficient * vector[index]!;
  }
  return Float32Array.from(sum);
}

function combineTwo(a: number, x: Float32Array, b: number, y: Float32Array): Float32Array {
  const sum = new Float32Array(x.length);
  for (let index = 0; index < sum.length; index++) sum[index] = a * x[index]! + b * y[index]!;
  return sum;
}

function combineThree(a: number, x: Float32Array, b: number, y: Float32Array, c: number, z: Float32Array): Float32Array {
  const sum = new Float32Array(x.length);
  for (let index = 0; index < sum.length; index++) sum[index] = a * x[index]! + b * y[index]! + c * z[index]!;
  return sum;
}
