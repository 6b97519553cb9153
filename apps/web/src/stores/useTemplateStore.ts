import { endpoints, type ExperimentDraftInput, type TemplateView, type WorkflowSource, type WorkflowView } from '@gridscope/contract';
import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import { useApi } from '../services/api';

type ServerChoice = NonNullable<ExperimentDraftInput['servers']>;

/** Workflows to begin with, and the reading of a workflow somebody brought. */
export const useTemplateStore = defineStore('templates', () => {
  const api = useApi();
  const templates = shallowRef<TemplateView[]>([]);

  /** Reads which templates the chosen servers can draw. */
  async function load(servers: ServerChoice): Promise<void> {
    templates.value = (await api.request(endpoints.listTemplates, { query: { servers: Array.isArray(servers) ? servers.join(',') : servers } })).items;
  }

  const inspect = (workflow: WorkflowSource, servers: ServerChoice, signal?: AbortSignal): Promise<WorkflowView> =>
    api.request(endpoints.inspectWorkflow, { body: { workflow, servers }, signal });

  return { templates, load, inspect };
});
