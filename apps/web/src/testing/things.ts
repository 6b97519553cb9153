import type { TokenColours } from '../composables/useTokenColours';
import type { ExperimentSummary, ExperimentView, PlanDescription, PlanView, ServerView, WorkflowView } from '@gridscope/contract';

const noCounts = { waiting: 0, queued: 0, running: 0, done: 0, reused: 0, failed: 0, skipped: 0, cancelled: 0 };

/** A UUID that can be told from others by its number. */
export function idOf(number: number): string {
  return `019a0000-0000-7000-8000-${String(number).padStart(12, '0')}`;
}

export function experimentSummary(changed: Partial<ExperimentSummary> = {}): ExperimentSummary {
  return {
    id: idOf(1), name: 'steps × sampler', tags: [], revision: 1, createdAt: 1_000, updatedAt: 1_000, workflowName: 'txt2img', servers: 'engine',
    axes: [{ name: 'steps', count: 3 }, { name: 'sampler', count: 2 }], cellCount: 6, state: 'draft', mosaic: [], ...changed,
  };
}

export function counts(changed: Partial<typeof noCounts>): typeof noCounts {
  return { ...noCounts, ...changed };
}

export function planView(changed: Partial<PlanView> = {}): PlanView {
  return { id: idOf(1001), experimentId: idOf(1), state: 'running', priority: 0, order: 'cheapest', sequence: 1, counts: counts({ waiting: 6 }), kind: 'grid', revision: 1, name: 'steps × sampler', axes: [], cellCount: 6, createdAt: 1_000, ...changed };
}

export function experimentView(changed: Partial<ExperimentView> = {}): ExperimentView {
  return {
    id: idOf(1), name: 'steps × sampler', tags: [], revision: 1, createdAt: 1_000, updatedAt: 1_000, outputs: ['9'], workflowName: 'txt2img', problems: [], axes: [],
    draft: { gridscope: 1, name: 'steps × sampler', tags: [], workflow: { template: 'txt2img' }, servers: 'engine', random: 1, set: {}, axes: [{ name: 'steps', input: 'KSampler.steps', values: '2, 4, 8' }], skip: [] },
    ...changed,
  };
}

export function serverView(changed: Partial<ServerView> = {}): ServerView {
  return { id: idOf(501), name: 'workstation', kind: 'comfyui', url: 'http://127.0.0.1:8188', headerNames: [], seats: 2, seatsTaken: 0, state: 'ready', devices: [], isDraining: false, breaker: 'closed', modelsLoaded: [], failureCount: 0, ...changed };
}

export function workflowView(): WorkflowView {
  const sampler = { nodeId: '3', nodeTitle: 'KSampler', classType: 'KSampler' };
  return {
    format: 'template', name: 'txt2img', workflow: '{}', warnings: [], missing: [], paidNodes: [],
    nodes: [{ id: '3', title: 'KSampler', classType: 'KSampler' }, { id: '9', title: 'Save Image', classType: 'SaveImage' }],
    inputs: [
      { ...sampler, path: '3.steps', input: 'steps', shortName: 'KSampler.steps', kind: { type: 'int', min: 1, max: 10_000 }, value: 20 },
      { ...sampler, path: '3.sampler_name', input: 'sampler_name', shortName: 'KSampler.sampler_name', kind: { type: 'choice', choices: ['euler', 'lcm'] }, value: 'euler' },
      { nodeId: '6', nodeTitle: 'Prompt', classType: 'CLIPTextEncode', path: '6.text', input: 'text', shortName: 'positive.text', kind: { type: 'text' }, value: 'a lighthouse' },
      { nodeId: '7', nodeTitle: 'Prompt', classType: 'CLIPTextEncode', path: '7.text', input: 'text', shortName: 'negative.text', kind: { type: 'text' }, value: 'text' },
    ],
    outputs: [{ nodeId: '9', title: 'Save Image', classType: 'SaveImage', isKept: true }],
  };
}

export function planDescription(changed: Partial<PlanDescription> = {}): PlanDescription {
  return {
    problems: [], axes: [], cellCount: 60, toDraw: 12, reused: 48, skipped: 0, estimate: { fromSeconds: 220, toSeconds: 260, basis: 'measured' },
    servers: [{ name: 'engine', isReady: true, missing: [] }], outputs: [], paidCalls: 0, samples: [], ...changed,
  };
}

/** Colours that a test does not look at are empty. */
export function tokenColours(changed: Partial<TokenColours> = {}): TokenColours {
  return { raised: '', ink: '', 'ink-2': '', 'ink-3': '', line: '', 'line-strong': '', accent: '', running: '', done: '', failed: '', warning: '', ...changed };
}
