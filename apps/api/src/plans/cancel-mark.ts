/** The reason of cells that were cancelled together with their plan: it tells them from cells that were cancelled one by one, so that this cancelling alone can be undone. */
export function cancelMark(cancelledAtMs: number): string {
  return `cancelled with its plan at ${cancelledAtMs}`;
}
