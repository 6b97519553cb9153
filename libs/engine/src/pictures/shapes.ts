// Signed distances, negative inside, in units of the subject's height; some are only close to true, which an edge of a pixel never shows.

/** A box by its centre and half sides. */
export function box(x: number, y: number, centre: readonly [number, number], half: readonly [number, number]): number {
  return Math.max(Math.abs(x - centre[0]) - half[0], Math.abs(y - centre[1]) - half[1]);
}

/** An upright trapezium from `low` to `high`, half as wide as given at each; a triangle where one is 0. */
export function trapezium(x: number, y: number, [low, high]: readonly [number, number], [below, above]: readonly [number, number]): number {
  const share = Math.min(Math.max((y - low) / (high - low), 0), 1);
  return Math.max(Math.abs(x) - (below + share * (above - below)), low - y, y - high);
}

/** An ellipse by its centre and radii. */
export function ellipse(x: number, y: number, centre: readonly [number, number], radii: readonly [number, number]): number {
  const reach = Math.hypot((x - centre[0]) / radii[0], (y - centre[1]) / radii[1]);
  return (reach - 1) * Math.min(radii[0], radii[1]);
}

/** A stick from one point to another, tapering from one half width to the other. */
export function stick(
  x: number, y: number, from: readonly [number, number], to: readonly [number, number], [thick, thin]: readonly [number, number],
): number {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const share = Math.min(Math.max(((x - from[0]) * dx + (y - from[1]) * dy) / (dx * dx + dy * dy), 0), 1);
  return Math.hypot(x - from[0] - share * dx, y - from[1] - share * dy) - (thick + share * (thin - thick));
}
