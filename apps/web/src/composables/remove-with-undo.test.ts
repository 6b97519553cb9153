import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { toast } from 'vue-sonner';
import { removeWithUndo, undoMs } from './remove-with-undo';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const removal = () => ({ message: 'Deleted it', hide: vi.fn(), restore: vi.fn(), remove: vi.fn(() => Promise.resolve()) });

/** What the newest toast's Undo does. */
function undo(): void {
  const shown = toast.getToasts().at(-1);
  if (shown === undefined || !('action' in shown)) throw new Error('No toast with an action is shown.');
  const { onClick } = shown.action as { onClick: () => void };
  onClick();
}

it('hides at once and deletes ten seconds later', async () => {
  const it = removal();

  removeWithUndo(it);
  expect(it.hide).toHaveBeenCalledOnce();
  await vi.advanceTimersByTimeAsync(undoMs - 1);
  expect(it.remove).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);

  expect(it.remove).toHaveBeenCalledOnce();
});

it('deletes nothing when it is undone in time', async () => {
  const it = removal();

  removeWithUndo(it);
  undo();
  await vi.advanceTimersByTimeAsync(2 * undoMs);

  expect(it.restore).toHaveBeenCalledOnce();
  expect(it.remove).not.toHaveBeenCalled();
});

it('puts it back when the deletion fails', async () => {
  const it = { ...removal(), remove: vi.fn(() => Promise.reject(new Error('The disk is full.'))) };

  removeWithUndo(it);
  await vi.advanceTimersByTimeAsync(undoMs);

  expect(it.restore).toHaveBeenCalledOnce();
});
