import { z } from 'zod';
import { resolvedAxis } from './axis.js';
import { axisDraft, valueDraft } from './axis-draft.js';
import { cellDetail, cellView, metricView, outputView, takeView } from './cell.js';
import { executionView } from './execution.js';
import { experimentDraft, experimentSummary, experimentView } from './experiment.js';
import { exportView } from './export.js';
import { planCounts, planDescription, planView } from './plan.js';
import { problem, problemAnswer } from './problem.js';
import { serverView } from './server.js';
import { workflowInput, workflowView } from './workflow.js';

/** Schemas that the OpenAPI document names and writes once. */
export const schemaNames = z.registry<{ id: string }>();

const named = {
  AxisDraft: axisDraft,
  ValueDraft: valueDraft,
  ResolvedAxis: resolvedAxis,
  Cell: cellView,
  CellDetail: cellDetail,
  Metric: metricView,
  Output: outputView,
  Take: takeView,
  ExperimentDraft: experimentDraft,
  ExperimentSummary: experimentSummary,
  Experiment: experimentView,
  Execution: executionView,
  Export: exportView,
  PlanCounts: planCounts,
  PlanDescription: planDescription,
  Plan: planView,
  Problem: problem,
  ProblemAnswer: problemAnswer,
  Server: serverView,
  WorkflowInput: workflowInput,
  Workflow: workflowView,
};

for (const [id, schema] of Object.entries(named)) schemaNames.add(schema, { id });
