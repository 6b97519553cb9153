import { type ApiClient, type CellView, endpoints, type PlanView } from '@gridscope/contract';
import { eventually } from './eventually.js';

/** Waits until nothing of a plan is to come: done, or paused by the program. */
export function finishedPlan(api: ApiClient, planId: string, timeoutMs = 60_000): Promise<PlanView> {
  return eventually(`plan ${planId} is done or paused`, async () => {
    const plan = await api.request(endpoints.getPlan, { parameters: { planId } });
    return plan.state === 'done' || plan.state === 'paused' ? plan : undefined;
  }, timeoutMs);
}

/** All cells of a plan by their index. */
export async function cellsOf(api: ApiClient, planId: string): Promise<CellView[]> {
  const cells: CellView[] = [];
  for (let after = 0; ; ) {
    const page = await api.request(endpoints.listCells, { parameters: { planId }, query: { after } });
    cells.push(...page.items);
    if (page.next === undefined) return cells.sort((a, b) => a.index - b.index);
    after = page.next;
  }
}
