import { ApiError, type ExperimentDraftInput, type PlanDescription, type Problem } from '@gridscope/contract';
import { useDebounceFn } from '@vueuse/core';
import { computed, onScopeDispose, shallowRef, watch, type ComputedRef, type Ref } from 'vue';
import { draftMistakes } from '../services/draft/draft-mistakes';
import type { EditedDraft } from '../services/draft/edited-draft';
import { errorMessage } from '../services/error-message';

export interface Description {
  /** The newest answer; it stays until the next is there. */
  description: Ref<PlanDescription | undefined>;
  problems: ComputedRef<Problem[]>;
  /** The answer is about an older draft than the one on the screen. */
  isBehind: Ref<boolean>;
}

/** What a draft would draw, asked 200 ms after the last change; what is obviously unfinished is said without asking. */
export function useDescription(draft: Ref<EditedDraft>, complete: (draft: EditedDraft) => ExperimentDraftInput, describe: (draft: ExperimentDraftInput, signal: AbortSignal) => Promise<PlanDescription>): Description {
  const description = shallowRef<PlanDescription>();
  const refused = shallowRef<Problem[]>([]);
  const isBehind = shallowRef(false);
  const mistakes = computed(() => draftMistakes(draft.value));
  const problems = computed(() => (mistakes.value.length > 0 ? mistakes.value : refused.value));
  let asked = new AbortController();

  async function ask(): Promise<void> {
    asked.abort();
    const question = (asked = new AbortController());
    if (mistakes.value.length > 0) return;
    try {
      description.value = await describe(complete(draft.value), question.signal);
      refused.value = description.value.problems;
      isBehind.value = false;
    } catch (error) {
      if (question.signal.aborted) return;
      refused.value = problemsOf(error);
      isBehind.value = false;
    }
  }

  const askSoon = useDebounceFn(ask, 200);
  watch(draft, () => {
    isBehind.value = true;
    void askSoon();
  }, { immediate: true });
  onScopeDispose(() => asked.abort());
  return { description, problems, isBehind };
}

function problemsOf(error: unknown): Problem[] {
  if (error instanceof ApiError && error.problems.length > 0) return error.problems;
  return [{ severity: 'error', path: [], message: errorMessage(error) }];
}
