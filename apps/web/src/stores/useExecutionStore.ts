import { endpoints, type ExecutionView } from '@gridscope/contract';
import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import { useApi } from '../services/api';
import { useEvents } from '../services/socket';

type ExecutionEndpoint = (typeof endpoints)['getExecution' | 'pauseExecution' | 'resumeExecution' | 'cancelExecution' | 'undoCancelExecution' | 'retryFailedExecution'];

/** Everything that is under way in all plans, as one thing; kept current by events. */
export const useExecutionStore = defineStore('execution', () => {
  const api = useApi();
  const events = useEvents();
  const view = shallowRef<ExecutionView>();

  const asking = (endpoint: ExecutionEndpoint) => async (): Promise<ExecutionView> => (view.value = await api.request(endpoint, {}));
  const load = asking(endpoints.getExecution);

  events.on('execution-changed', ({ execution }) => (view.value = execution));
  events.onNewsLost(() => void load());

  return {
    view, load,
    pause: asking(endpoints.pauseExecution), resume: asking(endpoints.resumeExecution), cancel: asking(endpoints.cancelExecution),
    undoCancel: asking(endpoints.undoCancelExecution), retryFailed: asking(endpoints.retryFailedExecution),
  };
});
