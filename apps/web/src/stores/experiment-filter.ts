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
  const wanted = filter.search?.toLowerCase() ?? '';
  return [experiment.name, ...experiment.tags, ...experiment.axes.map(({ name }) => name)].some((text) => text.toLowerCase().includes(wanted));
}

export function isSameFilter(one: ExperimentFilter, other: ExperimentFilter): boolean {
  return one.search === other.search && one.tag === other.tag && one.state === other.state && one.sort === other.sort;
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

const states: readonly string[] = ['draft', 'running', 'paused', 'done', 'cancelled'] satisfies ExperimentSummary['state'][];

/** The filter that an address asks for; what it does not know it leaves out. */
export function readFilter(query: Readonly<Record<string, unknown>>): ExperimentFilter {
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
  const sort = query.sort === 'oldest' || query.sort === 'name' ? query.sort : 'newest';
  const state = text(query.state);
  // Looked up in the list of states just before.
  return { search: text(query.search), tag: text(query.tag), state: state !== undefined && states.includes(state) ? (state as ExperimentSummary['state']) : undefined, sort };
}

/** The filter as an address keeps it: only what differs from the usual. */
export function writeFilter({ search, tag, state, sort }: ExperimentFilter): Record<string, string> {
  const entries = Object.entries({ search, tag, state, sort: sort === 'newest' ? undefined : sort });
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== undefined));
}
