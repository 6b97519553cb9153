import { useDebouncedRefHistory, useEventListener, watchDebounced } from '@vueuse/core';
import { onScopeDispose, shallowRef, type Ref, type ShallowRef } from 'vue';
import type { EditedDraft } from '../services/draft/edited-draft';

export interface KeptDraft {
  draft: EditedDraft;
  /** The revision it was begun from; left out: a new experiment. */
  revision?: number;
  savedAtMs: number;
}

const keyOf = (experimentId: string | undefined) => `gridscope.draft.${experimentId ?? 'new'}`;

/** Unsaved work on an experiment as this browser kept it. */
export function readKeptDraft(experimentId: string | undefined): KeptDraft | undefined {
  const text = localStorage.getItem(keyOf(experimentId));
  if (text === null) return undefined;
  // Written by `useDraft` below and by nobody else.
  const kept = JSON.parse(text) as KeptDraft;
  return kept.draft.gridscope === 1 && Array.isArray(kept.draft.axes) ? kept : undefined;
}

export function forgetKeptDraft(experimentId: string | undefined): void {
  localStorage.removeItem(keyOf(experimentId));
}

export interface DraftEditing {
  draft: ShallowRef<EditedDraft>;
  /** The work is too large for this browser to keep over a reload. */
  isTooLargeToKeep: Readonly<Ref<boolean>>;
  /** Writes it down now. */
  keep: () => void;
  /** Begins anew from a draft; what was before cannot be undone into. */
  begin: (draft: EditedDraft) => void;
  undo: () => void;
  redo: () => void;
  canUndo: Readonly<Ref<boolean>>;
  canRedo: Readonly<Ref<boolean>>;
}

/** Whose draft it is. */
export interface DraftAbout {
  experimentId: string | undefined;
  revision: number | undefined;
  isUnsaved: boolean;
}

/** A draft that can be undone and survives a reload as long as `isUnsaved` says that there is something to keep; nothing is known while the experiment is being read. */
export function useDraft(first: EditedDraft, about: () => DraftAbout | undefined): DraftEditing {
  const draft = shallowRef(first);
  const isTooLargeToKeep = shallowRef(false);
  const history = useDebouncedRefHistory(draft, { capacity: 200, debounce: 400 });

  function keep(): void {
    const known = about();
    if (known === undefined) return;
    const { experimentId, revision, isUnsaved } = known;
    if (!isUnsaved) return forgetKeptDraft(experimentId);
    try {
      localStorage.setItem(keyOf(experimentId), JSON.stringify({ draft: draft.value, revision, savedAtMs: Date.now() } satisfies KeptDraft));
      isTooLargeToKeep.value = false;
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      isTooLargeToKeep.value = true;
    }
  }

  watchDebounced(draft, keep, { debounce: 300 });
  useEventListener(window, 'pagehide', keep);
  onScopeDispose(keep);

  function begin(anew: EditedDraft): void {
    draft.value = anew;
    history.commit();
    history.clear();
  }

  return { draft, isTooLargeToKeep, keep, begin, undo: history.undo, redo: history.redo, canUndo: history.canUndo, canRedo: history.canRedo };
}
