import { endpoints, type ExperimentDraftInput, type ExperimentSummary, type ExperimentView, type PlanView } from '@gridscope/contract';
import { defineStore } from 'pinia';
import { computed, shallowReactive, shallowRef } from 'vue';
import { useApi } from '../services/api';
import { errorMessage } from '../services/error-message';
import { useEvents } from '../services/socket';
import { isInFilter, isSameFilter, sortExperiments, type ExperimentFilter } from './experiment-filter';

type ExperimentPage = { items: ExperimentSummary[]; next?: string };

/** Experiments: rows of the list by id, and those opened whole. Kept current by events. */
export const useExperimentStore = defineStore('experiments', () => {
  const api = useApi();
  const events = useEvents();
  const summaries = shallowReactive(new Map<string, ExperimentSummary>());
  const views = shallowReactive(new Map<string, ExperimentView>());
  const hidden = shallowReactive(new Set<string>());
  const filter = shallowRef<ExperimentFilter>({ sort: 'newest' });
  const next = shallowRef<string>();
  const isLoaded = shallowRef(false);
  const isLoading = shallowRef(false);
  const error = shallowRef<string>();
  let asked = 0;
  /** The filter that the list answers. */
  let listedFor: ExperimentFilter | undefined;
  /** After what the page comes that could not be read; nothing: the first. */
  let unread: string | undefined;

  const listed = computed(() => sortExperiments([...summaries.values()].filter(({ id }) => !hidden.has(id)), filter.value.sort));
  const tags = computed(() => [...new Set([...summaries.values()].flatMap((summary) => summary.tags))].sort());

  /** Reads the first page for a filter; what an older question still answers is dropped. */
  async function list(wanted: ExperimentFilter): Promise<void> {
    filter.value = wanted;
    await read(undefined);
  }

  async function listMore(): Promise<void> {
    if (next.value === undefined || isLoading.value) return;
    await read(next.value);
  }

  /** Reads the page that could not be read, unless something is read anyway. */
  async function retry(): Promise<void> {
    if (!isLoading.value) await read(unread);
  }

  async function read(after: string | undefined): Promise<void> {
    const question = ++asked;
    isLoading.value = true;
    try {
      const page = await api.request(endpoints.listExperiments, { query: { ...filter.value, after } });
      if (question === asked) take(page, after);
    } catch (problem) {
      if (question === asked) miss(problem, after);
    } finally {
      if (question === asked) isLoading.value = false;
    }
  }

  function take(page: ExperimentPage, after: string | undefined): void {
    if (after === undefined) summaries.clear();
    for (const item of page.items) summaries.set(item.id, item);
    next.value = page.next;
    error.value = undefined;
    listedFor = filter.value;
    isLoaded.value = true;
  }

  /** What is listed stays, unless it answers another filter. */
  function miss(problem: unknown, after: string | undefined): void {
    unread = after;
    error.value = errorMessage(problem);
    isLoaded.value = listedFor !== undefined && isSameFilter(listedFor, filter.value);
  }

  /** Finds by name without touching the list on the screen. */
  const find = async (search: string) => (await api.request(endpoints.listExperiments, { query: { search, limit: 8 } })).items;

  const open = async (experimentId: string) => keep(await api.request(endpoints.getExperiment, { parameters: { experimentId } }));
  const create = async (draft: ExperimentDraftInput) => keep(await api.request(endpoints.createExperiment, { body: draft }));
  const revise = async (experimentId: string, draft: ExperimentDraftInput) => keep(await api.request(endpoints.reviseExperiment, { parameters: { experimentId }, body: draft }));
  const duplicate = async (experimentId: string) => keep(await api.request(endpoints.duplicateExperiment, { parameters: { experimentId } }));
  const describe = (draft: ExperimentDraftInput, signal: AbortSignal) => api.request(endpoints.describePlan, { body: draft, signal });
  const start = (experimentId: string, acceptPaidCalls = false): Promise<PlanView> => api.request(endpoints.startPlan, { parameters: { experimentId }, body: { acceptPaidCalls } });
  const drawBase = (experimentId: string, acceptPaidCalls = false): Promise<PlanView> => api.request(endpoints.drawBase, { parameters: { experimentId }, query: { acceptPaidCalls: acceptPaidCalls ? 'true' : 'false' } });

  async function remove(experimentId: string): Promise<void> {
    await api.request(endpoints.deleteExperiment, { parameters: { experimentId } });
    forget(experimentId);
  }

  function keep(view: ExperimentView): ExperimentView {
    views.set(view.id, view);
    return view;
  }

  function forget(experimentId: string): void {
    summaries.delete(experimentId);
    views.delete(experimentId);
  }

  events.on('experiment-changed', ({ experiment }) => {
    if (isInFilter(experiment, filter.value)) summaries.set(experiment.id, experiment);
    else summaries.delete(experiment.id);
  });
  events.on('experiment-deleted', ({ experimentId }) => forget(experimentId));
  events.onNewsLost(() => {
    if (asked > 0) void list(filter.value);
  });

  return {
    listed, tags, views, filter, next, isLoaded, isLoading, error,
    list, listMore, retry, find, open, create, revise, duplicate, describe, start, drawBase, remove,
    hide: (experimentId: string) => hidden.add(experimentId),
    restore: (experimentId: string) => hidden.delete(experimentId),
  };
});
