import type { CellDetail, CellView } from '@gridscope/contract';
import { useDebounceFn } from '@vueuse/core';
import { computed, onScopeDispose, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue';
import { errorMessage } from '../services/error-message';
import { useCellStore } from '../stores/useCellStore';

const settleMs = 120;

/** Everything known of the cell that is looked at, read when one stays on it; also after it changes. */
export function useCellDetail(cell: () => CellView | undefined): { detail: ComputedRef<CellDetail | undefined>; error: Readonly<ShallowRef<string | undefined>> } {
  const store = useCellStore();
  const error = shallowRef<string>();
  let asked = new AbortController();

  const read = useDebounceFn(async () => {
    const wanted = cell();
    asked.abort();
    if (wanted === undefined) return;
    const question = (asked = new AbortController());
    try {
      await store.loadDetail(wanted, question.signal);
      error.value = undefined;
    } catch (problem) {
      if (!question.signal.aborted) error.value = errorMessage(problem);
    }
  }, settleMs);

  watch(() => [cell()?.id, cell()?.sequence], read, { immediate: true });
  onScopeDispose(() => asked.abort());
  return { detail: computed(() => store.details.get(cell()?.id ?? '')), error };
}
