/** The most cells a plan may have unless a setting says otherwise. */
export const defaultPlanCellLimit = 100_000;

/** The sentence to refuse a plan with, or undefined when it is small enough. `setting` names what raises the limit. */
export function refusePlanSize(cellCount: number, limit: number = defaultPlanCellLimit, setting?: string): string | undefined {
  if (cellCount <= limit) return undefined;
  const remedy = setting === undefined ? 'raise the limit in the settings' : `raise ${setting}`;
  return `The axes make ${cellCount.toLocaleString('en')} cells, and a plan may have ${limit.toLocaleString('en')}. Take values away, split the experiment, or ${remedy}.`;
}
