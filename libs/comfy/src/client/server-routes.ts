import { capabilitiesByProbe, capabilitiesOf, type Capabilities } from '../protocol/server-version.js';
import { historyAnswer, type HistoryEntry } from '../protocol/history-answer.js';
import { catalogue, type Catalogue } from '../protocol/node-spec.js';
import { inRunningOrder, queueAnswer } from '../protocol/queue-answer.js';
import { features, modelFiles, names, systemStats, uploadAnswer, type Features, type SystemStats } from '../protocol/server-answer.js';
import { formBody, jsonBody, type Answer, type Request, type ServerHttp } from './server-http.js';

export interface Abort { signal?: AbortSignal | undefined }

export interface ServerLimits {
  /** From sending a request to its whole answer. Default 30,000. */
  requestTimeoutMs?: number;
  /** The same for files, up and down. Default 300,000. */
  fileTimeoutMs?: number;
  /** Most bytes of an answer that is no file. Default 64 MiB; the catalogue of a server with many custom nodes has 10. */
  maxAnswerBytes?: number;
  /** Most bytes of a file. Default 512 MiB. */
  maxFileBytes?: number;
}

/** A model file as the server's disk has it: what tells that it was replaced under its name. */
export interface ModelIdentity {
  /** Path within the folder, with the server's own separators. */
  name: string;
  sizeBytes: number | undefined;
  /** Server's clock, milliseconds since 1970. */
  modifiedMs: number | undefined;
}

const MIB = 1024 * 1024;

/** The routes of one ComfyUI server that need to remember nothing. Every method throws a ComfyError when it is not answered as it should be. */
export class ServerRoutes {
  private known: Promise<Capabilities> | undefined;

  constructor(protected readonly http: ServerHttp, private readonly limits: ServerLimits) {}

  /** `GET /system_stats`. */
  systemStats({ signal }: Abort = {}): Promise<SystemStats> {
    return this.http.json(this.get('/system_stats', signal), systemStats);
  }

  /** `GET /features`; `{}` from servers before 0.3.45, which have no such route. */
  async features({ signal }: Abort = {}): Promise<Features> {
    const request = this.get('/features', signal);
    const answer = await this.http.send(request);
    return answer.status === 404 ? {} : this.http.parse(request, this.mustBeOk(request, answer), features);
  }

  /** `GET /object_info`: all node classes, with the choices as the server's disk has them now. */
  objectInfo({ signal }: Abort = {}): Promise<Catalogue> {
    return this.http.json(this.get('/object_info', signal), catalogue);
  }

  /** What this server can do, asked once and remembered until the server may have been restarted. */
  async capabilities({ signal }: Abort = {}): Promise<Capabilities> {
    signal?.throwIfAborted();
    // Several callers share the question: the signal of one does not end it for the others.
    this.known ??= this.detect().catch((error: unknown) => {
      this.known = undefined;
      throw error;
    });
    return this.known;
  }

  /** Prompt ids at the server, everybody's; pending ones in the order in which they will run. */
  async queue({ signal }: Abort = {}): Promise<{ running: string[]; pending: string[] }> {
    const answer = await this.http.json(this.get('/queue', signal), queueAnswer);
    return { running: answer.queue_running.map((item) => item.promptId), pending: inRunningOrder(answer.queue_pending) };
  }

  /** One run's entry, never the whole history, which can be gigabytes; undefined while it waits or runs and when it is unknown. */
  async history(promptId: string, { signal }: Abort = {}): Promise<HistoryEntry | undefined> {
    const entries = await this.http.json(this.get(`/history/${encodeURIComponent(promptId)}`, signal), historyAnswer);
    return entries[promptId];
  }

  /**
   * Where a prompt is. Safe to ask after a crash: the server drops a prompt from its queue and enters it into the history in one step,
   * so a prompt that is in neither, asked in this order, is not there.
   */
  async find(promptId: string, options: Abort = {}): Promise<'queued' | 'running' | 'finished' | 'unknown'> {
    const { running, pending } = await this.queue(options);
    if (running.includes(promptId)) return 'running';
    if (pending.includes(promptId)) return 'queued';
    return (await this.history(promptId, options)) === undefined ? 'unknown' : 'finished';
  }

  /** Drops these entries from the history; the files stay. Others' entries are never touched. */
  async forgetAll(promptIds: readonly string[], { signal }: Abort = {}): Promise<void> {
    await this.http.ok({ ...this.get('/history', signal), method: 'POST', body: jsonBody({ delete: [...promptIds] }) });
  }

  /** Asks the server to give memory back after the current prompt. `freeMemory` also drops all cached results, and unloads models. */
  async free({ unloadModels = true, freeMemory = false, signal }: Abort & { unloadModels?: boolean; freeMemory?: boolean } = {}): Promise<void> {
    await this.http.ok({ ...this.get('/free', signal), method: 'POST', body: jsonBody({ unload_models: unloadModels, free_memory: freeMemory }) });
  }

  /** A file's bytes as they are on the server. */
  async view(file: { filename: string; subfolder: string; type: string }, { signal }: Abort = {}): Promise<{ bytes: Uint8Array; contentType: string }> {
    const { filename, subfolder, type } = file;
    const { bytes, contentType } = await this.http.ok({ ...this.file(this.get('/view', signal)), query: { filename, subfolder, type } });
    return { bytes, contentType };
  }

  /**
   * Puts a picture into the server's input folder. The name in the answer counts: without `overwrite` the server keeps
   * another file of that name and stores this one as `name (1)`.
   */
  async upload(input: Abort & { name: string; bytes: Uint8Array; subfolder?: string; overwrite?: boolean }): Promise<{ name: string; subfolder: string; type: string }> {
    const form = new FormData();
    form.set('image', new Blob([new Uint8Array(input.bytes)]), input.name);
    form.set('type', 'input');
    if (input.subfolder !== undefined) form.set('subfolder', input.subfolder);
    if (input.overwrite === true) form.set('overwrite', 'true');
    return this.http.json({ ...this.file(this.get('/upload/image', input.signal)), method: 'POST', body: await formBody(form) }, uploadAnswer);
  }

  /** Size and date of the model files of a folder (`checkpoints`, `loras`, `diffusion_models`, …); undefined where the server does not tell. */
  async modelIdentities(folder: string, { signal }: Abort = {}): Promise<ModelIdentity[] | undefined> {
    const request = this.get(`/experiment/models/${encodeURIComponent(folder)}`, signal);
    const answer = await this.http.send(request);
    if (answer.status === 404) return undefined;
    const files = this.http.parse(request, this.mustBeOk(request, answer), modelFiles);
    return files.map((file) => ({ name: file.name, sizeBytes: file.size, modifiedMs: file.modified === undefined ? undefined : Math.round(file.modified * 1000) }));
  }

  /** File names of a model folder; undefined for a folder that the server does not have. */
  async models(folder: string, { signal }: Abort = {}): Promise<string[] | undefined> {
    const request = this.get(`/models/${encodeURIComponent(folder)}`, signal);
    const answer = await this.http.send(request);
    return answer.status === 404 ? undefined : this.http.parse(request, this.mustBeOk(request, answer), names);
  }

  /** To be called when the server may be another one than before. */
  protected forgetCapabilities(): void {
    this.known = undefined;
  }

  protected get(path: string, signal: AbortSignal | undefined): Request {
    return { method: 'GET', path, signal, timeoutMs: this.limits.requestTimeoutMs ?? 30_000, maxAnswerBytes: this.limits.maxAnswerBytes ?? 64 * MIB };
  }

  protected mustBeOk(request: Request, answer: Answer): Answer {
    if (answer.status !== 200) throw this.http.unexpected(request, answer);
    return answer;
  }

  private file(request: Request): Request {
    return { ...request, timeoutMs: this.limits.fileTimeoutMs ?? 300_000, maxAnswerBytes: this.limits.maxFileBytes ?? 512 * MIB };
  }

  private async detect(): Promise<Capabilities> {
    const { system } = await this.systemStats();
    const byVersion = system.comfyui_version ? capabilitiesOf(system.comfyui_version) : undefined;
    if (byVersion !== undefined) return byVersion;
    const probe = await this.http.send({ ...this.get('/api/jobs', undefined), query: { limit: '1' } });
    return capabilitiesByProbe({ hasJobs: probe.status === 200 && isJson(probe) });
  }
}

function isJson(answer: Answer): boolean {
  return answer.contentType.startsWith('application/json');
}
