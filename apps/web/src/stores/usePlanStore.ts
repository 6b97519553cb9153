import { endpoints, type PlanProgress, type PlanView, type SkipCells } from '@gridscope/contract';
import { defineStore } from 'pinia';
import { shallowReactive } from 'vue';
import { useApi } from '../services/api';
import { useEvents } from '../services/socket';

type PlanEndpoint = (typeof endpoints)['getPlan' | 'pausePlan' | 'resumePlan' | 'cancelPlan' | 'undoCancelPlan' | 'retryFailed'];

/** Plans by id; events move their progress. */
export const usePlanStore = defineStore('plans', () => {
  const api = useApi();
  const events = useEvents();
  const byId = shallowReactive(new Map<string, PlanView>());
  /** The last news of each plan, known or not, and how many had been heard by then. */
  const heard = new Map<string, { progress: PlanProgress; count: number }>();
  let heardCount = 0;

  const asking = (endpoint: PlanEndpoint) => (planId: string) => receive(() => api.request(endpoint, { parameters: { planId } }));
  const load = asking(endpoints.getPlan);
  const pause = asking(endpoints.pausePlan);
  const resume = asking(endpoints.resumePlan);
  const cancel = asking(endpoints.cancelPlan);
  const undoCancel = asking(endpoints.undoCancelPlan);
  const retryFailed = asking(endpoints.retryFailed);
  const change = (planId: string, changed: Partial<Pick<PlanView, 'priority' | 'order'>>) => receive(() => api.request(endpoints.changePlan, { parameters: { planId }, body: changed }));
  const skip = (planId: string, which: SkipCells) => receive(() => api.request(endpoints.skipCells, { parameters: { planId }, body: which }));

  /** Takes over a plan that is asked for, unless something newer is known by the time it is there. */
  async function receive(ask: () => Promise<PlanView>): Promise<PlanView> {
    const countBefore = heardCount;
    const answer = await ask();
    const known = byId.get(answer.id);
    return known !== undefined && known.sequence > answer.sequence ? known : keep(withNews(answer, countBefore));
  }

  /** Pausing, priority and order count nothing up: of equal sequence, what was heard since the question is the newer. */
  function withNews(answer: PlanView, countBefore: number): PlanView {
    const last = heard.get(answer.id);
    if (last === undefined || last.progress.sequence < answer.sequence) return answer;
    return last.progress.sequence > answer.sequence || last.count > countBefore ? moved(answer, last.progress) : answer;
  }

  function keep(plan: PlanView): PlanView {
    byId.set(plan.id, plan);
    return plan;
  }

  /** An older event than what is known changes nothing. */
  function applyProgress(progress: PlanProgress): void {
    const last = heard.get(progress.id);
    if (last !== undefined && last.progress.sequence > progress.sequence) return;
    heardCount += 1;
    heard.set(progress.id, { progress, count: heardCount });
    const plan = byId.get(progress.id);
    if (plan !== undefined && progress.sequence >= plan.sequence) keep(moved(plan, progress));
  }

  events.on('plan-changed', ({ plan }) => applyProgress(plan));

  return { byId, receive, load, pause, resume, cancel, undoCancel, retryFailed, change, skip };
});

function moved({ pauseReason: _, remainingSeconds: __, secondsPerCell: ___, ...rest }: PlanView, progress: PlanProgress): PlanView {
  return { ...rest, ...progress };
}
