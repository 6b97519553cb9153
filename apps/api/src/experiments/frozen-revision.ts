import { type Catalogue, type Json, parseExactJson, parseWorkflowText, stringifyExactJson, type Workflow } from '@gridscope/comfy';
import type { ExperimentDraft, Problem } from '@gridscope/contract';
import type { Axis, PlanSource } from '@gridscope/grid';
import type { ServerChoice } from '../servers/choose-servers.js';

/** What a draft became when it was kept: all that a plan needs of the servers is in here, and never asked again. */
export interface ResolvedRevision extends PlanSource {
  axes: Axis[];
  /** Output nodes that are kept; the first is the lead. */
  outputs: string[];
  servers: ServerChoice;
  /** A picture of the built-in engine never passes for a real model's. */
  kind: 'engine' | 'comfyui';
  /** The workflow's node classes, as the servers described them. */
  catalogue: Catalogue;
  /** Nodes that call a service that costs money. */
  paidNodes: string[];
  problems: Problem[];
}

/** A revision as the code uses it. */
export interface FrozenRevision {
  id: string;
  experimentId: string;
  number: number;
  draft: ExperimentDraft;
  workflowName: string;
  workflow: Workflow;
  editorGraph?: Json;
  resolved: ResolvedRevision;
}

/** JSON text for the database; the catalogue in it has integers beyond 2^53. */
export function resolvedText(resolved: ResolvedRevision): string {
  // Parsed JSON and what was made of it: nothing in it is no JSON.
  return stringifyExactJson(resolved as unknown as Json);
}

/** Reads what `resolvedText` and `workflowText` wrote. */
export function thaw(row: { id: string; experimentId: string; number: number; definition: string; workflowName: string; workflow: string; editorGraph?: string | null; resolved: string }): FrozenRevision {
  return {
    id: row.id,
    experimentId: row.experimentId,
    number: row.number,
    workflowName: row.workflowName,
    // Both were written by this program, from parsed data.
    draft: JSON.parse(row.definition) as ExperimentDraft,
    resolved: parseExactJson(row.resolved) as unknown as ResolvedRevision,
    workflow: parseWorkflowText(row.workflow),
    ...(typeof row.editorGraph === 'string' ? { editorGraph: parseExactJson(row.editorGraph) } : {}),
  };
}
