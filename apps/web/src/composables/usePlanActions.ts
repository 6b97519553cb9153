import type { PlanView } from '@gridscope/contract';
import { toast } from 'vue-sonner';
import { useRouter } from 'vue-router';
import { formatCounted } from '../services/format';
import { usePlanStore } from '../stores/usePlanStore';
import { attempt } from './attempt';
import { undoMs } from './remove-with-undo';
import { useShortcuts, type Action } from './useShortcuts';

export const priorityStep = 10;
const mostPriority = 100;

/** Pausing, going on, cancelling, drawing failures again; what is drawn first, and in which order; more values and axes. */
export function usePlanActions(plan: () => PlanView): Record<'pause' | 'resume' | 'cancel' | 'retryFailed' | 'sooner' | 'later' | 'cheapest' | 'rows' | 'corners' | 'extend', Action> {
  const plans = usePlanStore();
  const router = useRouter();
  const unfinished = () => plan().counts.waiting + plan().counts.queued + plan().counts.running;

  /** What was cancelled can be put back, so it is done at once. */
  async function cancel(): Promise<void> {
    const count = unfinished();
    if (!(await attempt(() => plans.cancel(plan().id)))) return;
    toast(`Cancelled ${formatCounted(count, 'cell')}`, { duration: undoMs, action: { label: 'Undo', onClick: () => void attempt(() => plans.undoCancel(plan().id)) } });
  }

  async function raise(by: number): Promise<void> {
    const priority = Math.min(mostPriority, Math.max(-mostPriority, plan().priority + by));
    if (await attempt(() => plans.change(plan().id, { priority }))) toast(`Priority ${priority}`, { id: 'priority' });
  }

  const ordering = (order: PlanView['order'], name: string): Action => ({ name, group: 'Plan', run: () => attempt(() => plans.change(plan().id, { order })), isEnabled: () => plan().order !== order });

  return useShortcuts({
    pause: { name: 'Pause drawing', group: 'Plan', keys: ['Shift+P'], run: () => attempt(() => plans.pause(plan().id)), isEnabled: () => plan().state === 'running' },
    resume: { name: 'Go on drawing', group: 'Plan', keys: ['Shift+P'], run: () => attempt(() => plans.resume(plan().id)), isEnabled: () => plan().state === 'paused' },
    retryFailed: { name: 'Draw failed and cancelled cells again', group: 'Plan', keys: ['Shift+R'], run: () => attempt(() => plans.retryFailed(plan().id)), isEnabled: () => plan().counts.failed + plan().counts.cancelled > 0 },
    cancel: { name: 'Cancel what is not done', group: 'Plan', keys: ['Shift+C'], run: cancel, isEnabled: () => unfinished() > 0 },
    sooner: { name: 'Raise the priority', group: 'Plan', keys: ['Shift+ArrowUp'], run: () => raise(priorityStep), isEnabled: () => plan().priority < mostPriority },
    later: { name: 'Lower the priority', group: 'Plan', keys: ['Shift+ArrowDown'], run: () => raise(-priorityStep), isEnabled: () => plan().priority > -mostPriority },
    cheapest: ordering('cheapest', 'Draw what costs least to change first'),
    rows: ordering('rows', 'Draw row by row'),
    corners: ordering('corners', 'Draw corners and middle first'),
    extend: { name: 'Extend by values or axes', group: 'Plan', keys: ['Shift+X'], run: () => router.push({ path: `/experiments/${plan().experimentId}`, query: { extend: plan().id } }), isEnabled: () => plan().kind === 'grid' },
  });
}
