import { type ApiClient, ApiError, type ExperimentSummary, endpoints, id, type PlanView } from '@gridscope/contract';
import { MistakeError } from './mistake.error.js';

/** The plan of this id, or the newest one of the experiment of this id or name. Throws MistakeError where there is none, or several could be meant. */
export async function findPlan(api: ApiClient, wanted: string): Promise<PlanView> {
  const plan = id.safeParse(wanted).success ? await planOf(api, wanted) : undefined;
  if (plan !== undefined) return plan;
  const found = await findExperiment(api, wanted);
  if (found.planId === undefined) throw new MistakeError(`"${found.name}" has not been started yet.`);
  return api.request(endpoints.getPlan, { parameters: { planId: found.planId } });
}

/** An experiment by its id or its name, or by a part of its name that only one has. */
export async function findExperiment(api: ApiClient, wanted: string): Promise<ExperimentSummary> {
  const items = id.safeParse(wanted).success ? await listed(api, {}) : await listed(api, { search: wanted });
  const matches = items.filter((item) => item.id === wanted || item.name === wanted);
  const [found] = matches.length > 0 ? matches : items;
  if (found !== undefined && (matches.length === 1 || (matches.length === 0 && items.length === 1 && !id.safeParse(wanted).success))) return found;
  if (items.length === 0 || id.safeParse(wanted).success) throw new MistakeError(`There is no experiment "${wanted}".`);
  const known = (matches.length > 0 ? matches : items).map((item) => `  ${item.id}  ${item.name}`).join('\n');
  throw new MistakeError(`"${wanted}" could be several experiments; name one by its id:\n${known}`);
}

async function planOf(api: ApiClient, planId: string): Promise<PlanView | undefined> {
  try {
    return await api.request(endpoints.getPlan, { parameters: { planId } });
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return undefined;
    throw error;
  }
}

async function listed(api: ApiClient, query: { search?: string }): Promise<ExperimentSummary[]> {
  const found: ExperimentSummary[] = [];
  for (let after: string | undefined; ; ) {
    const page: { items: ExperimentSummary[]; next?: string | undefined } = await api.request(endpoints.listExperiments, { query: { ...query, limit: 100, ...(after === undefined ? {} : { after }) } });
    found.push(...page.items);
    if (page.next === undefined) return found;
    after = page.next;
  }
}
