import type { ExperimentSummary } from '@gridscope/contract';

export interface ExperimentFilter {
  search?: string | undefined;
  tag?: string | undefined;
  state?: ExperimentSummary['state'] | undefined;
  sort: 'newest' | 'oldest' | 'name';
}

/** Whether an experiment that changed belongs in the list as it is filtered now, as the API decides it. */
export function isInFilter(experiment: ExperimentSummary, filter: ExperimentFilter): boolean {
  if (filter.tag !== undefined && !experiment.tags.includes(filter.tag)) return false;
  if (filter.state !== undefined && experiment.state !== filter.state) return false;
  return filter.search === undefined || experiment.name.toLowerCase().includes(filter.search.toLowerCase());
}

/** A new list in the order asked for; ids sort by age. */
export function sortExperiments(experiments: readonly ExperimentSummary[], sort: ExperimentFilter['sort']): ExperimentSummary[] {
  const byAge = (one: ExperimentSummary, other: ExperimentSummary) => one.createdAt - other.createdAt || (one.id < other.id ? -1 : 1);
  const order = {
    newest: (one: ExperimentSummary, other: ExperimentSummary) => byAge(other, one),
    oldest: byAge,
    name: (one: ExperimentSummary, other: ExperimentSummary) => one.name.localeCompare(other.name) || byAge(one, other),
  };
  return [...experiments].sort(order[sort]);
}
