import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Json } from '@gridscope/comfy';
import { InterruptedError, type CheckContext, type NodeContext, type Preview, type Prompt } from '../nodes/node.js';
import type { ModelMemory } from './model-memory.js';
import type { ProgressRegistry } from './progress-registry.js';
import type { PromptCost } from './prompt-cost.js';
import type { Audience, RunEvents } from './run-events.js';
import { sleepUnless } from './sleep-unless.js';
import type { StepFaults } from './step-faults.js';

/** What all nodes of one run share. */
export interface RunScope {
  check: CheckContext;
  promptId: string;
  prompt: Prompt;
  extraPngInfo: Readonly<Record<string, Json>> | undefined;
  isMetadataWanted: boolean;
  isPreviewWanted: boolean;
  thinsProgress: boolean;
  secondsPerStep: number;
  cost: PromptCost;
  /** Told of every model that had to be loaded: `folder/name`. */
  onLoad(model: string): void;
  signal: AbortSignal;
  audience: Audience;
  events: RunEvents;
  progress: ProgressRegistry;
  memory: ModelMemory;
  stepFaults: StepFaults;
}

/** Progress is sent when it is the first, the last, has a preview, or 100 ms and half a per cent have gone by (facts §2.4). */
const minimumPauseMs = 100;
const minimumShare = 0.005;
/** How long the event loop may be held before the server gets a turn to answer. */
const turnMs = 4;

let lastTurnAt = 0;

/** Lets the server answer, at most every few milliseconds. */
export async function giveTurn(): Promise<void> {
  const now = performance.now();
  if (now - lastTurnAt < turnMs) return;
  await nextTurn();
  lastTurnAt = performance.now();
}

/** The surroundings of one node while it runs. */
export function createNodeContext(scope: RunScope, uniqueId: string, object: Map<string, unknown>): NodeContext {
  const throwIfInterrupted = (): void => {
    if (scope.signal.aborted) throw new InterruptedError();
  };
  const progress = createProgress(scope, uniqueId, throwIfInterrupted);
  let expansions = 0;
  return {
    ...scope.check,
    promptId: scope.promptId,
    uniqueId,
    object,
    prompt: scope.prompt,
    extraPngInfo: scope.extraPngInfo,
    isMetadataWanted: scope.isMetadataWanted,
    signal: scope.signal,
    isPreviewWanted: scope.isPreviewWanted,
    throwIfInterrupted,
    progress,
    async step(value, max, preview) {
      await scope.stepFaults.beforeStep(value, scope.signal);
      await sleepUnless(scope.signal, scope.secondsPerStep);
      await progress(value, max, preview);
    },
    async loadModel({ name, folder, sizeMiB }) {
      if (!scope.memory.load(`${folder}/${name}`, sizeMiB)) return;
      scope.onLoad(`${folder}/${name}`);
      await scope.cost.load(scope.signal);
    },
    allocate: (sizeMiB) => scope.memory.claim(sizeMiB),
    sendText: (text) => scope.events.text(uniqueId, text, undefined),
    graphPrefix: () => `${uniqueId}.0.${expansions++}.`,
  };
}

function createProgress(scope: RunScope, id: string, throwIfInterrupted: () => void): NodeContext['progress'] {
  let sent: { at: number; value: number } | undefined;
  const isDue = (value: number, max: number): boolean =>
    sent === undefined || value >= max || (performance.now() - sent.at >= minimumPauseMs && Math.abs(value - sent.value) / max >= minimumShare);
  return async (value, max, preview) => {
    await giveTurn();
    throwIfInterrupted();
    if (scope.thinsProgress && preview === undefined && !isDue(value, max)) return;
    sent = { at: performance.now(), value };
    await announce(scope, id, value, max, preview);
  };
}

/** In this order: progress_state, the preview with metadata, progress, the plain preview. */
async function announce({ events, progress, audience, promptId }: RunScope, id: string, value: number, max: number, preview: Preview | undefined): Promise<void> {
  const prepared = preview && (await events.preview(preview, imageMetadata(progress, id, preview), audience));
  progress.update(id, value, max);
  events.message('progress_state', progress.message(), audience);
  prepared?.sendWithMetadata();
  events.message('progress', { value, max, prompt_id: promptId, node: id }, audience);
  prepared?.sendPlain();
}

function imageMetadata(progress: ProgressRegistry, id: string, { format }: Preview): Record<string, Json> {
  return { ...progress.identity(id), image_type: `image/${format}` };
}
