/** A plan that cannot be made: `checkPlan` says why before anybody asks for a cell. */
export class PlanError extends Error {
  override readonly name: string = 'PlanError';
}
