import { endpoints, type PlanProgress, type PlanView, type SkipCells } from '@gridscope/contract';
import { defineStore } from 'pinia';
import { shallowReactive } from 'vue';
import { useApi } from '../services/api';
import { useEvents } from '../services/socket';

/** Plans by id; events move their progress. */
export const usePlanStore = defineStore('plans', () => {
  const api = useApi();
  const events = useEvents();
  const byId = shallowReactive(new Map<string, PlanView>());
  /** The last news of each plan, known or not: an answer that was on its way meanwhile is older. */
  const heard = new Map<string, PlanProgress>();

  async function load(planId: string): Promise<PlanView> {
    const plan = await api.request(endpoints.getPlan, { parameters: { planId } });
    const known = byId.get(planId);
    if (known !== undefined && known.sequence > plan.sequence) return known;
    const progress = heard.get(planId);
    return keep(progress === undefined || progress.sequence <= plan.sequence ? plan : moved(plan, progress));
  }

  const pause = async (planId: string) => keep(await api.request(endpoints.pausePlan, { parameters: { planId } }));
  const resume = async (planId: string) => keep(await api.request(endpoints.resumePlan, { parameters: { planId } }));
  const cancel = async (planId: string) => keep(await api.request(endpoints.cancelPlan, { parameters: { planId } }));
  const undoCancel = async (planId: string) => keep(await api.request(endpoints.undoCancelPlan, { parameters: { planId } }));
  const retryFailed = async (planId: string) => keep(await api.request(endpoints.retryFailed, { parameters: { planId } }));
  const change = async (planId: string, changed: Partial<Pick<PlanView, 'priority' | 'order'>>) => keep(await api.request(endpoints.changePlan, { parameters: { planId }, body: changed }));
  const skip = async (planId: string, which: SkipCells) => keep(await api.request(endpoints.skipCells, { parameters: { planId }, body: which }));

  function keep(plan: PlanView): PlanView {
    byId.set(plan.id, plan);
    return plan;
  }

  /** An older event than what is known changes nothing. */
  function applyProgress(progress: PlanProgress): void {
    heard.set(progress.id, progress);
    const plan = byId.get(progress.id);
    if (plan !== undefined && progress.sequence >= plan.sequence) keep(moved(plan, progress));
  }

  events.on('plan-changed', ({ plan }) => applyProgress(plan));

  return { byId, keep, load, pause, resume, cancel, undoCancel, retryFailed, change, skip };
});

function moved({ pauseReason: _, remainingSeconds: __, secondsPerCell: ___, ...rest }: PlanView, progress: PlanProgress): PlanView {
  return { ...rest, ...progress };
}
