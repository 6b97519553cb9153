import { join, resolve } from 'node:path';
import type { Json } from '@gridscope/comfy';
import { createChoices, joinModels } from '../execution/choices.js';
import type { EngineFaults, EngineOptions } from '../execution/engine-options.js';
import { ModelMemory } from '../execution/model-memory.js';
import { NodeCatalogue } from '../execution/node-catalogue.js';
import { PromptExecutor, WorkerDiedError } from '../execution/prompt-executor.js';
import { PromptQueue, type QueuedPrompt } from '../execution/prompt-queue.js';
import { PromptRecord } from '../execution/prompt-record.js';
import type { RunEvents } from '../execution/run-events.js';
import { featuresOf, recordedVersion, type VersionFeatures } from '../execution/server-version.js';
import type { CheckContext, EngineDirs, EngineNode, ModelFolders } from '../nodes/node.js';
import { builtInModels, builtInNodes } from '../nodes/registry.js';
import { encodePreview, metadataFrame, plainFrame, textFrame } from './preview-frames.js';
import { Sockets } from './sockets.js';

const bytesPerMiB = 1024 * 1024;
const defaultMemoryMiB = 24_576;
const defaultUploadMiB = 100;

/** One engine without its HTTP: queue, executor, sockets, and what routes read. */
export class EngineCore {
  readonly version: string;
  readonly features: VersionFeatures;
  readonly dirs: EngineDirs;
  readonly check: CheckContext;
  readonly catalogue: NodeCatalogue;
  readonly memory: ModelMemory;
  readonly maxBodyBytes: number;
  readonly faults: EngineFaults;
  readonly queue: PromptQueue;
  readonly sockets: Sockets;
  private readonly record: PromptRecord;
  private readonly executor: PromptExecutor;
  private runningClient: string | undefined;
  private displayedNode: string | null = null;
  private wantsUnload = false;
  private wantsReset = false;
  private state: 'idle' | 'working' | 'dead' | 'closed' = 'idle';
  private work: Promise<void> = Promise.resolve();

  constructor(readonly options: EngineOptions, nodes: readonly EngineNode[], crash: () => void) {
    this.version = options.version ?? recordedVersion;
    this.features = featuresOf(this.version);
    this.faults = options.faults ?? {};
    this.maxBodyBytes = (options.maxUploadMiB ?? defaultUploadMiB) * bytesPerMiB;
    this.dirs = engineDirs(options.dir);
    const choices = createChoices(this.dirs, modelNames(options));
    this.check = { dirs: this.dirs, choices };
    this.catalogue = new NodeCatalogue([...builtInNodes, ...nodes], choices, this.features);
    this.memory = new ModelMemory(options.memoryLimitMiB ?? defaultMemoryMiB);
    this.sockets = new Sockets(
      {
        queueRemaining: () => this.queue.remaining,
        nodeUnderWay: (sid) => (sid === this.runningClient ? this.displayedNode : null),
        featureFlags: () => (this.features.hasFeatureFlags ? this.featureFlags() : undefined),
      },
      this.faults,
    );
    this.queue = new PromptQueue(() => this.sockets.message('status', { status: { exec_info: { queue_remaining: this.queue.remaining } } }, undefined));
    this.record = new PromptRecord(options.record);
    this.executor = this.createExecutor(crash);
  }

  /** Queues a job; it starts after the answer is on its way. Throws TypeError as `PromptQueue.put` does. */
  submit(job: QueuedPrompt): void {
    setImmediate(() => this.startWork());
    this.queue.put(job);
    this.record.note({ event: 'put', promptId: job.promptId, held: this.queue.remaining });
  }

  /** Stops the run under way, if any. */
  interrupt(): void {
    this.executor.interrupt();
  }

  /** Asks for models to be unloaded or all results dropped; done when the job under way is over. */
  free(wanted: { unloadModels: boolean; freeMemory: boolean }): void {
    this.wantsUnload ||= wanted.unloadModels || wanted.freeMemory;
    this.wantsReset ||= wanted.freeMemory;
    if (this.state === 'idle') this.applyFree();
  }

  /** What this server says it can do (facts §2.3). */
  featureFlags(): Record<string, Json> {
    const { hasManagerFlag, hasNodeReplacements, hasAssetsFlag } = this.features;
    return {
      supports_preview_metadata: true,
      ...(hasAssetsFlag && { supports_model_type_tags: true }),
      max_upload_size: this.maxBodyBytes,
      ...(hasManagerFlag && { extension: { manager: { supports_v4: true } } }),
      ...(hasNodeReplacements && { node_replacements: true }),
      ...(hasAssetsFlag && { assets: false }),
    };
  }

  /** Stops working; the run under way is interrupted and waited for. */
  async close(): Promise<void> {
    if (this.state !== 'dead') this.state = 'closed';
    this.executor.interrupt();
    this.sockets.cut();
    await this.work;
  }

  private startWork(): void {
    if (this.state !== 'idle') return;
    this.state = 'working';
    this.work = this.workOff();
  }

  private async workOff(): Promise<void> {
    try {
      for (let job = this.queue.take(); job !== undefined && this.state === 'working'; job = this.queue.take()) await this.runJob(job);
      if (this.state === 'working') this.state = 'idle';
    } catch (error) {
      if (!(error instanceof WorkerDiedError)) throw error;
      // The fault that a test asked for: HTTP goes on, nothing ever runs again.
      this.state = 'dead';
    }
  }

  private async runJob(job: QueuedPrompt): Promise<void> {
    const clientId = typeof job.extraData['client_id'] === 'string' ? job.extraData['client_id'] : undefined;
    this.runningClient = clientId;
    this.record.note({ event: 'start', promptId: job.promptId });
    const outcome = await this.executor.execute(job);
    if (this.state === 'closed') return;
    this.queue.done(job, outcome);
    this.record.note({ event: 'end', promptId: job.promptId, isSuccess: outcome.isSuccess });
    this.displayedNode = null;
    if (clientId !== undefined) this.sockets.message('executing', { node: null, prompt_id: job.promptId }, clientId);
    this.applyFree();
  }

  private applyFree(): void {
    if (this.wantsUnload) this.memory.unloadAll();
    if (this.wantsReset) this.executor.reset();
    this.wantsUnload = false;
    this.wantsReset = false;
  }

  private createExecutor(crash: () => void): PromptExecutor {
    const { options, features, faults } = this;
    return new PromptExecutor({
      catalogue: this.catalogue,
      check: this.check,
      events: this.createEvents(),
      features,
      memory: this.memory,
      cacheMode: options.cacheMode ?? { kind: features.hasRamCache ? 'default' : 'classic' },
      secondsPerStep: options.secondsPerStep ?? 0,
      secondsPerLoad: options.secondsPerLoad ?? 0,
      secondsPerPrompt: options.secondsPerPrompt,
      record: this.record,
      previewMethod: options.previewMethod ?? 'none',
      isMetadataWanted: options.isMetadataDisabled !== true,
      faults,
      crash,
    });
  }

  private createEvents(): RunEvents {
    const { sockets, features } = this;
    return {
      message: (type, data, to) => {
        if (type !== 'progress_state' || features.hasFeatureFlags) sockets.message(type, data, to);
      },
      text: (nodeId, text, to) => sockets.binary(textFrame(nodeId, text), to),
      async preview(preview, metadata, to) {
        const picture = sockets.hasAudience(to) ? await encodePreview(preview) : Buffer.alloc(0);
        const takesMetadata = (client: { takesMetadata: boolean }): boolean => to !== undefined && client.takesMetadata;
        return {
          sendWithMetadata: () => sockets.binary(metadataFrame(metadata, picture), to, takesMetadata),
          sendPlain: () => sockets.binary(plainFrame(preview.format, picture), to, (client) => !takesMetadata(client)),
        };
      },
      nodeUnderWay: (displayId) => {
        this.displayedNode = displayId;
      },
    };
  }
}

function engineDirs(dir: string): EngineDirs {
  const base = resolve(dir);
  return { input: join(base, 'input'), output: join(base, 'output'), temp: join(base, 'temp'), models: join(base, 'models'), user: join(base, 'user') };
}

function modelNames({ checkpoints = [], loras = [], hasOnlyGivenModels }: EngineOptions): ModelFolders {
  const given = { checkpoints, loras };
  return hasOnlyGivenModels === true ? given : joinModels(builtInModels, given);
}
