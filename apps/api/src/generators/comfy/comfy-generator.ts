import { Injectable } from '@nestjs/common';
import { bindWorkflow, type Catalogue, compareExecuted, fillEditorGraph, type Json, parseExactJson, readPicture, recipeKey, type Workflow, workflowSchema } from '@gridscope/comfy';
import type { FinishedRun, Progress } from '@gridscope/comfy/client';
import { Config } from '../../config/config.js';
import type { ServerFacts, Steps } from '../../servers/known-server.js';
import { ServersService } from '../../servers/servers.service.js';
import { ContradictionError, type DrawnFile, type DrawnText, type DrawOptions, type DrawOrder, type Drawn, type Generator, NothingDrawnError, type OriginFacts, type PictureOrigin, type Prepared, type Recipe } from '../generator.js';
import { drawsAfresh } from './draws-afresh.js';
import { picturesOf } from './image-inputs.js';
import { LoadedModels } from './loaded-models.js';
import { ModelFiles } from './model-files.js';
import { modelKeyOf } from './model-key.js';
import { PhaseClock } from './phase-clock.js';
import { PromptsOnTheirWay } from './prompts-on-their-way.js';
import { ServerPictures } from './server-pictures.js';
import { stepCountOf } from './step-count.js';

/** Pictures that are drawn faster than this come without previews. */
const shownFromSeconds = 0.4;
/** The socket says nothing of a prompt that another process sent, so its end is looked for more often. */
const adoptedPollMs = 500;

/** Draws on any server that speaks ComfyUI's protocol. Here a cell's parameters meet a workflow's inputs. */
@Injectable()
export class ComfyGenerator implements Generator {
  private readonly onTheirWay = new PromptsOnTheirWay();

  constructor(
    private readonly config: Config,
    private readonly servers: ServersService,
    private readonly pictures: ServerPictures,
    private readonly models: ModelFiles,
    private readonly loaded: LoadedModels,
  ) {}

  recipeKey({ revision, parameters }: Recipe): string {
    const { catalogue, outputs, kind } = revision.resolved;
    const taken = picturesOf(revision, parameters);
    const set = { ...parameters.set, ...Object.fromEntries([...taken].map(([path, hash]) => [path, `image:${hash}`])) };
    const workflow = bindWorkflow(revision.workflow, { set, bypass: parameters.bypass }, { catalogue });
    const pictures = Object.fromEntries([...taken.values()].map((hash) => [`image:${hash}`, hash]));
    return recipeKey({ kind, workflow, outputs: outputs.filter((output) => output in workflow), pictures });
  }

  async draw(order: DrawOrder, { signal, onProgress, onPrepared, isAdopted = false }: DrawOptions): Promise<Drawn> {
    const clock = new PhaseClock(Date.now());
    const catalogue = this.servers.catalogueOf(order.serverId);
    const parameters = await this.parametersFor(order, signal);
    const bound = withOwnFileNames(bindWorkflow(order.revision.workflow, parameters, { catalogue }), order);
    const outputs = order.revision.resolved.outputs.filter((output) => output in bound);
    const prepared = await this.prepared(order.serverId, bound);
    await onPrepared?.(prepared);
    const client = this.servers.clientOf(order.serverId);
    if (!isAdopted) {
      await this.loaded.makeRoom(order.serverId, prepared, signal);
      const submitted = client.submit({ workflow: bound, promptId: order.promptId, outputs, ...editorGraphOf(order, parameters, catalogue), preview: this.wantsPreview(order.serverId), signal });
      await this.onTheirWay.send(order.promptId, submitted, signal);
    }
    this.servers.noteProgress(order.serverId, order.promptId, 'sent');
    const run = await client.finished(order.promptId, { signal, patienceMs: this.config.leaseMs / 2, ...(isAdopted ? { pollMs: adoptedPollMs } : {}), onProgress: (progress) => {
      this.servers.noteProgress(order.serverId, order.promptId, progress.kind === 'started' ? 'started' : 'working', stepsOf(progress));
      tell(progress, clock, onProgress);
    } });
    refuseContradiction('the server', bound, run.executedPrompt, outputs, catalogue);
    const given = this.outputsOf(run, order, outputs);
    if (given.files.length + given.texts.length === 0) throw new NothingDrawnError(this.serverName(order.serverId), outputs.map((nodeId) => `node ${nodeId} ${bound[nodeId]?.class_type ?? ''}`.trim()));
    return { order, bound, executed: run.executedPrompt, ...given, times: clock.phases(run.times), prepared, stepCount: stepCountOf(run.executedPrompt, run.cachedNodes) };
  }

  checkPicture({ order, bound }: Drawn, bytes: Uint8Array): PictureOrigin {
    const reading = readPicture(bytes);
    if (!reading.ok || reading.prompt === undefined) return { metadata: 'absent', drawsAfresh: false };
    const prompt = parseExactJson(reading.prompt, { allowNaN: true });
    const outputs = order.revision.resolved.outputs.filter((output) => output in bound);
    refuseContradiction("the picture's own metadata", bound, workflowSchema.parse(prompt), outputs, this.servers.catalogueOf(order.serverId));
    return { metadata: 'matches', drawsAfresh: drawsAfresh(prompt), text: JSON.stringify({ prompt: reading.prompt, workflow: reading.workflow }) };
  }

  find({ serverId, promptId }: Pick<DrawOrder, 'serverId' | 'promptId'>, signal: AbortSignal) {
    return this.servers.clientOf(serverId).find(promptId, { signal });
  }

  async stop({ serverId, promptId }: Pick<DrawOrder, 'serverId' | 'promptId'>, signal: AbortSignal): Promise<void> {
    await this.onTheirWay.arrived(promptId, signal);
    const client = this.servers.clientOf(serverId);
    if ((await client.cancel(promptId, { signal })).outcome === 'interrupting') await client.left(promptId, { signal });
  }

  async forget({ serverId, promptId }: Pick<DrawOrder, 'serverId' | 'promptId'>): Promise<void> {
    await this.servers.clientOf(serverId).forget(promptId);
  }

  /** Making previews costs a quick server more than drawing, and nobody would see them. */
  private wantsPreview(serverId: string): boolean {
    const secondsPerCell = this.servers.views().find((server) => server.id === serverId)?.secondsPerCell;
    return secondsPerCell === undefined || secondsPerCell >= shownFromSeconds;
  }

  private async prepared(serverId: string, bound: Workflow): Promise<Prepared> {
    const models = await this.models.identities(serverId, bound);
    return { facts: originFacts(this.servers.list().find((server) => server.id === serverId), models), modelKey: modelKeyOf(bound) };
  }

  private serverName(serverId: string): string {
    return this.servers.list().find((server) => server.id === serverId)?.name ?? 'The server';
  }

  private async parametersFor({ serverId, revision, parameters }: DrawOrder, signal: AbortSignal): Promise<Recipe['parameters']> {
    const names = await this.pictures.put(serverId, revision, parameters, signal);
    return { set: { ...parameters.set, ...names }, bypass: parameters.bypass };
  }

  /** Kept nodes only, in the order of the experiment: the first is the lead. */
  private outputsOf(run: FinishedRun, order: DrawOrder, outputs: readonly string[]): { files: DrawnFile[]; texts: DrawnText[] } {
    const client = this.servers.clientOf(order.serverId);
    const place = (output: { nodeId: string }) => outputs.indexOf(output.nodeId);
    const kept = <T extends { nodeId: string }>(all: readonly T[]) => all.filter((output) => place(output) >= 0).sort((a, b) => place(a) - place(b));
    return {
      files: kept(run.outputs).map((file) => ({
        nodeId: file.nodeId, key: file.key, batchIndex: file.index, fileName: file.filename, isTemporary: file.type === 'temp',
        fetch: async (signal) => (await client.view(file, { signal })).bytes,
      })),
      texts: kept(run.texts).map(({ nodeId, key, index, text }) => ({ nodeId, key, batchIndex: index, text })),
    };
  }
}

/** Unique for each attempt, so that the saving node runs and never hands back an old file. */
function withOwnFileNames(bound: Workflow, { revision, attemptId }: DrawOrder): Workflow {
  const prefix = `gridscope/${revision.experimentId.slice(-8)}/${attemptId}`;
  return Object.fromEntries(Object.entries(bound).map(([nodeId, node]) => {
    const isNamed = typeof node.inputs.filename_prefix === 'string';
    return [nodeId, isNamed ? { ...node, inputs: { ...node.inputs, filename_prefix: prefix } } : node];
  }));
}

/** The editor's graph with this cell's values, or nothing: the graph of the base would restore wrong ones. */
function editorGraphOf({ revision }: DrawOrder, parameters: Recipe['parameters'], catalogue: Catalogue): { extraPngInfo?: { workflow: Json } } {
  if (revision.editorGraph === undefined) return {};
  const workflow = fillEditorGraph(revision.editorGraph, revision.workflow, parameters, catalogue);
  return workflow === undefined ? {} : { extraPngInfo: { workflow } };
}

/** Undefined where it says nothing of them. */
function stepsOf(progress: Progress): Steps | undefined {
  return progress.kind === 'step' && progress.max > 0 ? { done: Math.min(progress.max, Math.max(0, progress.value)), all: progress.max } : undefined;
}

function tell(progress: Progress, clock: PhaseClock, onProgress: DrawOptions['onProgress']): void {
  clock.note(progress, Date.now());
  if (progress.kind === 'started') onProgress({ kind: 'started' });
  const steps = stepsOf(progress);
  if (steps !== undefined) onProgress({ kind: 'step', progress: steps.done / steps.all });
  if (progress.kind === 'preview') onProgress({ kind: 'preview', bytes: progress.bytes, mediaType: progress.contentType });
}

function refuseContradiction(where: string, bound: Workflow, executed: Workflow, outputs: readonly string[], catalogue: Catalogue): void {
  const differences = compareExecuted(bound, executed, outputs, { catalogue });
  if (differences.length > 0) throw new ContradictionError(where, differences);
}

function originFacts(server: ServerFacts | undefined, models: Record<string, string>): OriginFacts {
  return {
    models,
    ...(server?.version === undefined ? {} : { version: server.version }),
    ...(server?.deviceName === undefined ? {} : { device: server.deviceName }),
    ...(server?.systemStats === undefined ? {} : { systemStats: server.systemStats }),
  };
}
