import type { CellView } from '@gridscope/contract';
import { toast } from 'vue-sonner';
import { useRouter } from 'vue-router';
import { isOpen, isSkippedByHand } from '../services/grid-view/skipped-values';
import { useCellStore } from '../stores/useCellStore';
import { attempt } from './attempt';
import { undoMs } from './remove-with-undo';
import { useShortcuts, type Action } from './useShortcuts';

export type CellActions = Record<'star' | 'pin' | 'drawNow' | 'drawAgain' | 'retry' | 'skip' | 'unskip' | 'stop' | 'newExperiment', Action>;

/** What can be done with the cell that is looked at. */
export function useCellActions(cell: () => CellView | undefined, { togglePin, toggleSkip }: { togglePin: (cell: CellView) => unknown; toggleSkip: (cell: CellView) => unknown }): CellActions {
  const store = useCellStore();
  const router = useRouter();
  const isThere = () => cell() !== undefined;
  const isIn = (...states: CellView['state'][]) => () => states.some((state) => state === cell()?.state);
  const is = (rule: (cell: CellView) => boolean) => () => {
    const chosen = cell();
    return chosen !== undefined && rule(chosen);
  };
  const withCell = (act: (cell: CellView) => unknown) => () => {
    const chosen = cell();
    return chosen === undefined ? undefined : act(chosen);
  };

  async function drawAgain({ id }: CellView): Promise<void> {
    if (await attempt(() => store.drawAgain(id))) toast('Draws another take; the picture there is now stays with the cell.');
  }

  async function stop({ id }: CellView): Promise<void> {
    if (await attempt(() => store.stop(id))) toast('Cancelled the cell', { duration: undoMs, action: { label: 'Undo', onClick: () => void attempt(() => store.retry(id)) } });
  }

  const newExperiment = ({ id }: CellView) => attempt(async () => {
    const experiment = await store.newExperiment(id);
    await router.push(`/experiments/${experiment.id}`);
  });

  return useShortcuts({
    star: { name: 'Star', group: 'Cell', keys: ['s'], run: withCell((chosen) => attempt(() => store.star(chosen))), isEnabled: isThere },
    pin: { name: 'Pin to compare with', group: 'Cell', keys: ['p'], run: withCell(togglePin), isEnabled: isThere },
    drawNow: { name: 'Draw now, before all others', group: 'Cell', keys: ['Shift+D'], run: withCell(({ id }) => attempt(() => store.drawNow(id))), isEnabled: is((chosen) => chosen.state === 'waiting' && chosen.isFirst !== true) },
    drawAgain: { name: 'Draw again', group: 'Cell', keys: ['d'], run: withCell(drawAgain), isEnabled: isIn('done', 'failed') },
    retry: { name: 'Try again', group: 'Cell', keys: ['r'], run: withCell(({ id }) => attempt(() => store.retry(id))), isEnabled: isIn('failed', 'cancelled') },
    skip: { name: 'Skip the cell', group: 'Cell', keys: ['k'], run: withCell(toggleSkip), isEnabled: is(isOpen) },
    unskip: { name: 'Bring the skipped cell back', group: 'Cell', keys: ['k'], run: withCell(toggleSkip), isEnabled: is(isSkippedByHand) },
    stop: { name: 'Cancel the cell', group: 'Cell', keys: ['c'], run: withCell(stop), isEnabled: isIn('waiting', 'queued', 'running') },
    newExperiment: { name: 'New experiment from here', group: 'Cell', keys: ['n'], run: withCell(newExperiment), isEnabled: isThere },
  });
}
