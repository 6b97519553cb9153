import type { AxisValue } from './axis.js';

/** The first value, by position, that does the same as one before it. */
export function findTwinValue(values: readonly AxisValue[]): { second: number; firstLabel: string; secondLabel: string } | undefined {
  const labels = new Map<string, string>();
  for (const [second, { id, label }] of values.entries()) {
    const firstLabel = labels.get(id);
    if (firstLabel !== undefined) return { second, firstLabel, secondLabel: label };
    labels.set(id, label);
  }
  return undefined;
}
