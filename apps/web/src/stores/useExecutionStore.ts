import { endpoints, type ExecutionView } from '@gridscope/contract';
import { useThrottleFn } from '@vueuse/core';
import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import { useApi } from '../services/api';
import { errorMessage } from '../services/error-message';
import { useEvents } from '../services/socket';

type ExecutionEndpoint = (typeof endpoints)['pauseExecution' | 'resumeExecution' | 'cancelExecution' | 'undoCancelExecution' | 'retryFailedExecution'];

const countEveryMs = 2_000;

/** Everything that is under way in all plans, as one thing; kept current by events. */
export const useExecutionStore = defineStore('execution', () => {
  const api = useApi();
  const events = useEvents();
  const view = shallowRef<ExecutionView>();
  const error = shallowRef<string>();

  async function load(): Promise<void> {
    try {
      view.value = await api.request(endpoints.getExecution, {});
      error.value = undefined;
    } catch (problem) {
      error.value = errorMessage(problem);
    }
  }

  const asking = (endpoint: ExecutionEndpoint) => async (): Promise<ExecutionView> => (view.value = await api.request(endpoint, {}));

  events.on('execution-changed', ({ execution }) => (view.value = execution));
  // What is left changes with every cell of every plan: it is counted for all of them at once, and not each time.
  events.on('plan-changed', useThrottleFn(() => void load(), countEveryMs, true));
  events.onNewsLost(() => void load());

  return {
    view, error, load,
    pause: asking(endpoints.pauseExecution), resume: asking(endpoints.resumeExecution), cancel: asking(endpoints.cancelExecution),
    undoCancel: asking(endpoints.undoCancelExecution), retryFailed: asking(endpoints.retryFailedExecution),
  };
});
