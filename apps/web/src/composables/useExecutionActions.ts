import { toast } from 'vue-sonner';
import { formatCounted } from '../services/format';
import { useExecutionStore } from '../stores/useExecutionStore';
import { attempt } from './attempt';
import { undoMs } from './remove-with-undo';
import { useShortcuts, type Action } from './useShortcuts';

export type ExecutionActions = Record<'pause' | 'resume' | 'retryFailed' | 'cancel', Action>;

/** Pausing and going on with everything, cancelling all of it, drawing all failures again. */
export function useExecutionActions(): ExecutionActions {
  const execution = useExecutionStore();
  const counts = () => execution.view?.counts;
  const unfinished = () => (counts()?.waiting ?? 0) + (counts()?.queued ?? 0) + (counts()?.running ?? 0);
  const group = 'Everything';

  async function cancel(): Promise<void> {
    const [count, plans] = [unfinished(), execution.view?.planCount ?? 0];
    if (!(await attempt(execution.cancel))) return;
    toast(`Cancelled ${formatCounted(count, 'cell')} of ${formatCounted(plans, 'experiment')}`, { duration: undoMs, action: { label: 'Undo', onClick: () => void attempt(execution.undoCancel) } });
  }

  async function retryFailed(): Promise<void> {
    if (await attempt(execution.retryFailed)) toast('Failed cells of every experiment are drawn again');
  }

  return useShortcuts({
    pause: { name: 'Pause everything', group, run: () => attempt(execution.pause), isEnabled: () => execution.view?.isPaused === false },
    resume: { name: 'Resume everything', group, run: () => attempt(execution.resume), isEnabled: () => execution.view?.isPaused === true },
    retryFailed: { name: 'Draw everything that failed again', group, run: retryFailed },
    cancel: { name: 'Cancel everything that is not done', group, run: cancel, isEnabled: () => unfinished() > 0 },
  });
}
