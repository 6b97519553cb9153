import { endpoints, type ExperimentDraftInput, type PlanView } from '@gridscope/contract';
import { finishedPlan } from './finish-plan.js';
import type { TestApp } from './start-app.js';

/** Keeps a draft and starts its grid. */
export async function startPlan({ api }: Pick<TestApp, 'api'>, draft: ExperimentDraftInput): Promise<PlanView> {
  const experiment = await api.request(endpoints.createExperiment, { body: draft });
  return api.request(endpoints.startPlan, { parameters: { experimentId: experiment.id }, body: {} });
}

/** The same, until it is done or paused. */
export async function drawPlan(app: Pick<TestApp, 'api'>, draft: ExperimentDraftInput): Promise<PlanView> {
  const plan = await startPlan(app, draft);
  return finishedPlan(app.api, plan.id);
}
