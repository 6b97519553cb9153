/** Gauss and Legendre's rule with 8 points on 4 parts of [from, to]. */
export function integral(density: (at: number) => number, from: number, to: number): number {
  const parts = 4;
  const half = (to - from) / parts / 2;
  let sum = 0;
  for (let part = 0; part < parts; part++) {
    const middle = from + (2 * part + 1) * half;
    for (const [place, weight] of gaussLegendre8) sum += half * weight * density(middle + half * place);
  }
  return sum;
}

/** The Lagrange polynomial that is 1 at the node of that index and 0 at the others. */
export function lagrange(nodes: readonly number[], index: number, at: number): number {
  return nodes.reduce((product, node, other) => (other === index ? product : (product * (at - node)) / (nodes[index]! - node)), 1);
}

/** Places and weights on [−1, 1] (Abramowitz and Stegun, table 25.4). */
const gaussLegendre8: readonly (readonly [place: number, weight: number])[] = [
  [0.1834346424956498, 0.362683783378362],
  [0.525532409916329, 0.3137066458778873],
  [0.7966664774136267, 0.2223810344533745],
  [0.9602898564975363, 0.1012285362903763],
].flatMap(([place, weight]) => [[place!, weight!], [-place!, weight!]] as const);
