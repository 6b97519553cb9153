import type { PlanView } from '@gridscope/contract';
import { toast } from 'vue-sonner';
import { formatCounted } from '../services/format';
import { usePlanStore } from '../stores/usePlanStore';
import { attempt } from './attempt';
import { undoMs } from './remove-with-undo';
import { useShortcuts, type Action } from './useShortcuts';

/** Pausing, going on, cancelling and drawing failures again. */
export function usePlanActions(plan: () => PlanView): Record<'pause' | 'resume' | 'cancel' | 'retryFailed', Action> {
  const plans = usePlanStore();
  const unfinished = () => plan().counts.waiting + plan().counts.queued + plan().counts.running;
  const again = () => attempt(() => plans.retryFailed(plan().id));

  /** What was cancelled can be put back, so it is done at once; failures come back with it, and the button says so. */
  async function cancel(): Promise<void> {
    const count = unfinished();
    const label = plan().counts.failed > 0 ? 'Draw them and the failed ones' : 'Undo';
    if (!(await attempt(() => plans.cancel(plan().id)))) return;
    toast(`Cancelled ${formatCounted(count, 'cell')}`, { duration: undoMs, action: { label, onClick: () => void again() } });
  }

  return useShortcuts({
    pause: { name: 'Pause drawing', group: 'Plan', keys: ['Shift+P'], run: () => attempt(() => plans.pause(plan().id)), isEnabled: () => plan().state === 'running' },
    resume: { name: 'Go on drawing', group: 'Plan', keys: ['Shift+P'], run: () => attempt(() => plans.resume(plan().id)), isEnabled: () => plan().state === 'paused' },
    retryFailed: { name: 'Draw failed and cancelled cells again', group: 'Plan', keys: ['Shift+R'], run: again, isEnabled: () => plan().counts.failed + plan().counts.cancelled > 0 },
    cancel: { name: 'Cancel what is not done', group: 'Plan', run: cancel, isEnabled: () => unfinished() > 0 },
  });
}
