import type { CellView } from '@gridscope/contract';
import { toast } from 'vue-sonner';
import { useRouter } from 'vue-router';
import { useCellStore } from '../stores/useCellStore';
import { attempt } from './attempt';
import { useShortcuts, type Action } from './useShortcuts';

export type CellActions = Record<'star' | 'pin' | 'drawAgain' | 'retry' | 'newExperiment', Action>;

/** What can be done with the cell that is looked at. */
export function useCellActions(cell: () => CellView | undefined, togglePin: (cell: CellView) => void): CellActions {
  const store = useCellStore();
  const router = useRouter();
  const isThere = () => cell() !== undefined;
  const withCell = (act: (cell: CellView) => unknown) => () => {
    const chosen = cell();
    return chosen === undefined ? undefined : act(chosen);
  };

  async function drawAgain({ id }: CellView): Promise<void> {
    if (await attempt(() => store.drawAgain(id))) toast('Draws another take; the picture there is now stays with the cell.');
  }

  const newExperiment = ({ id }: CellView) => attempt(async () => {
    const experiment = await store.newExperiment(id);
    await router.push(`/experiments/${experiment.id}`);
  });

  return useShortcuts({
    star: { name: 'Star', group: 'Cell', keys: ['s'], run: withCell((chosen) => attempt(() => store.star(chosen))), isEnabled: isThere },
    pin: { name: 'Pin to compare with', group: 'Cell', keys: ['p'], run: withCell(togglePin), isEnabled: isThere },
    drawAgain: { name: 'Draw again', group: 'Cell', keys: ['d'], run: withCell(drawAgain), isEnabled: () => ['done', 'failed'].includes(cell()?.state ?? '') },
    retry: { name: 'Try again', group: 'Cell', keys: ['r'], run: withCell(({ id }) => attempt(() => store.retry(id))), isEnabled: () => ['failed', 'cancelled'].includes(cell()?.state ?? '') },
    newExperiment: { name: 'New experiment from here', group: 'Cell', keys: ['n'], run: withCell(newExperiment), isEnabled: isThere },
  });
}
