import type { Json } from '@gridscope/comfy';
import type { CheckContext, Prompt, PromptNode } from '../nodes/node.js';
import { DynamicPrompt } from './dynamic-prompt.js';
import type { CacheMode, EngineFaults } from './engine-options.js';
import { isRecord } from './input-specs.js';
import type { ModelMemory } from './model-memory.js';
import type { NodeCatalogue } from './node-catalogue.js';
import { NodeSignatures } from './node-signatures.js';
import type { RunScope } from './node-runtime.js';
import { ProgressRegistry } from './progress-registry.js';
import { PromptCost } from './prompt-cost.js';
import type { QueuedPrompt } from './prompt-queue.js';
import type { PromptRecord } from './prompt-record.js';
import { PromptRun } from './prompt-run.js';
import { ResultCache } from './result-cache.js';
import type { RunEvents } from './run-events.js';
import type { RunOutcome } from './run-message.js';
import type { VersionFeatures } from './server-version.js';
import { StepFaults } from './step-faults.js';

export interface ExecutorParts {
  catalogue: NodeCatalogue;
  check: CheckContext;
  events: RunEvents;
  features: VersionFeatures;
  memory: ModelMemory;
  cacheMode: CacheMode;
  secondsPerStep: number;
  secondsPerLoad: number;
  /** What every prompt costs in all, its loads beside; undefined: what it takes. */
  secondsPerPrompt: number | undefined;
  record: PromptRecord;
  previewMethod: string;
  isMetadataWanted: boolean;
  faults: EngineFaults;
  crash(): void;
}

/** Thrown to end the executor itself, as a prompt with a node without `inputs` ends ComfyUI's only worker thread. */
export class WorkerDiedError extends Error {}

const previewMethods = new Set(['auto', 'latent2rgb', 'taesd']);

/** Runs prompts one after the other and keeps what lives between them: results, node objects, models. */
export class PromptExecutor {
  private readonly cache: ResultCache;
  private readonly objects = new Map<string, Map<string, unknown>>();
  private readonly stepFaults: StepFaults;
  private interruption = new AbortController();

  constructor(private readonly parts: ExecutorParts) {
    this.cache = new ResultCache(parts.cacheMode);
    this.stepFaults = new StepFaults(parts.faults, parts.crash);
  }

  /** Stops the run under way at the next place where it looks; without effect on later runs. */
  interrupt(): void {
    this.interruption.abort();
  }

  /** Drops all results and node objects (`/free` with `free_memory`). */
  reset(): void {
    this.cache.clear();
    this.objects.clear();
  }

  /** Throws WorkerDiedError where the fault says that a node without `inputs` is deadly. */
  async execute(job: QueuedPrompt): Promise<RunOutcome> {
    this.interruption = new AbortController();
    this.stepFaults.begin();
    const catalogue = this.parts.catalogue.refreshed();
    const prompt = new DynamicPrompt(withInputs(job.prompt));
    const signatures = new NodeSignatures(prompt, catalogue, this.parts.check);
    const run = new PromptRun({
      scope: this.scopeOf(job, prompt),
      prompt,
      outputs: job.outputs,
      catalogue,
      signatures,
      cache: this.cache,
      objectOf: (id, classType) => this.objectOf(id, classType),
      failNodes: this.parts.faults.failNodes ?? [],
      prepare: () => this.prepare(job, prompt.original, signatures),
      losesCachedOutputs: this.parts.features.losesCachedOutputs,
    });
    return run.run();
  }

  private async prepare(job: QueuedPrompt, prompt: Prompt, signatures: NodeSignatures): Promise<void> {
    const ids = Object.keys(prompt);
    const broken = ids.find((id) => !hasInputs(job.prompt[id]));
    if (broken !== undefined && this.parts.faults.isWorkerMortal === true) throw new WorkerDiedError(`node ${broken} has no inputs`);
    const changes = await signatures.askChanged(ids);
    for (const [id, change] of changes) Object.assign(prompt[id] ?? {}, { is_changed: [change] });
    this.keepObjects(prompt);
    this.cache.begin(new Set(ids.map((id) => signatures.of(id))));
  }

  private scopeOf(job: QueuedPrompt, prompt: DynamicPrompt): RunScope {
    const { check, events, memory, features, secondsPerStep, secondsPerLoad, secondsPerPrompt, record, faults } = this.parts;
    const clientId = typeof job.extraData['client_id'] === 'string' ? job.extraData['client_id'] : undefined;
    const extraPngInfo = job.extraData['extra_pnginfo'];
    return {
      check,
      events,
      memory,
      secondsPerStep,
      cost: new PromptCost({ secondsPerPrompt, secondsPerLoad }),
      onLoad: (model) => record.note({ event: 'load', promptId: job.promptId, model }),
      promptId: job.promptId,
      prompt: prompt.original,
      extraPngInfo: isRecord(extraPngInfo) ? extraPngInfo : undefined,
      isMetadataWanted: this.parts.isMetadataWanted && faults.hideMetadata !== true,
      isPreviewWanted: this.isPreviewWanted(job.extraData['preview_method']),
      thinsProgress: features.thinsProgress,
      signal: this.interruption.signal,
      audience: clientId,
      progress: new ProgressRegistry(job.promptId, prompt),
      stepFaults: this.stepFaults,
    };
  }

  /** A prompt may ask for its own method; `default` and unknown words mean the server's. */
  private isPreviewWanted(asked: Json | undefined): boolean {
    const method = this.parts.features.hasPreviewMethod && typeof asked === 'string' && (asked === 'none' || previewMethods.has(asked)) ? asked : this.parts.previewMethod;
    return previewMethods.has(method);
  }

  private objectOf(id: string, classType: string): Map<string, unknown> {
    const key = `${classType} ${id}`;
    const known = this.objects.get(key);
    if (known) return known;
    const object = new Map<string, unknown>();
    this.objects.set(key, object);
    return object;
  }

  private keepObjects(prompt: Prompt): void {
    const kept = new Set(Object.entries(prompt).map(([id, node]) => `${node.class_type} ${id}`));
    for (const key of this.objects.keys()) if (!kept.has(key)) this.objects.delete(key);
  }
}

/** The prompt with nodes of its own (`is_changed` is written into them), each with inputs. */
function withInputs(prompt: Prompt): Prompt {
  return Object.fromEntries(Object.entries(prompt).map(([id, node]): [string, PromptNode] => [id, { ...node, inputs: hasInputs(node) ? node.inputs : {} }]));
}

/** A node that no output needs was not validated, so that it has inputs is only a promise of the type. */
function hasInputs(node: Partial<PromptNode> | undefined): boolean {
  return node?.inputs !== undefined;
}
