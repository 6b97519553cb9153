import { toast } from 'vue-sonner';
import { attempt } from './attempt';

export const undoMs = 10_000;

export interface Removal {
  /** What was removed, e.g. `Deleted “steps × sampler”`. */
  message: string;
  /** What cannot be had back afterwards, and how much. */
  description?: string;
  /** Takes it off the screen. */
  hide: () => void;
  /** Puts it back where it was. */
  restore: () => void;
  /** The real deletion, ten seconds later. Leaving the page before that keeps the thing. */
  remove: () => Promise<unknown>;
}

/** Takes something off the screen at once and deletes it ten seconds later, unless undone. */
export function removeWithUndo({ message, description, hide, restore, remove }: Removal): void {
  hide();
  const timer = setTimeout(() => void removeNow(), undoMs);
  const undo = () => {
    clearTimeout(timer);
    restore();
  };
  const removeNow = async () => {
    toast.dismiss(shown);
    if (!(await attempt(remove))) restore();
  };
  const shown = toast(message, { description, duration: Infinity, action: { label: 'Undo', onClick: undo } });
}
