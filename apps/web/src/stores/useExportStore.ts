import { endpoints, type ExportRequest, type ExportView } from '@gridscope/contract';
import { defineStore } from 'pinia';
import { shallowReactive, shallowRef } from 'vue';
import { useApi } from '../services/api';
import { errorMessage } from '../services/error-message';
import { useEvents } from '../services/socket';

/** Files made of plans, by id; events move their progress. */
export const useExportStore = defineStore('exports', () => {
  const api = useApi();
  const events = useEvents();
  const byId = shallowReactive(new Map<string, ExportView>());
  const error = shallowRef<string>();

  const create = async (planId: string, request: ExportRequest): Promise<ExportView> => keep(await api.request(endpoints.createExport, { parameters: { planId }, body: request }));

  /** Address of the finished file. */
  const fileOf = (exportId: string): string => api.urlOf(endpoints.getExportFile, { parameters: { exportId } });

  /** An event can come before the answer that made the export known; what is further stays. */
  function keep(view: ExportView): ExportView {
    const known = byId.get(view.id);
    if (known === undefined || !isOver(known)) byId.set(view.id, view);
    return byId.get(view.id) ?? view;
  }

  /** Reads those again that are not over. */
  async function load(): Promise<void> {
    try {
      for (const { id } of [...byId.values()].filter((one) => !isOver(one))) keep(await api.request(endpoints.getExport, { parameters: { exportId: id } }));
      error.value = undefined;
    } catch (problem) {
      error.value = errorMessage(problem);
    }
  }

  events.on('export-changed', ({ export: view }) => keep(view));
  events.onNewsLost(() => void load());

  return { byId, error, load, create, fileOf };
});

function isOver({ state }: ExportView): boolean {
  return state === 'done' || state === 'failed';
}
