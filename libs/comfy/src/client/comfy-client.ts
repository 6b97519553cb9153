import { Agent } from 'undici';
import { readBinaryFrame } from '../protocol/binary-frame.js';
import type { HistoryEntry } from '../protocol/history-answer.js';
import { promptAccepted, promptRefused } from '../protocol/prompt-answer.js';
import { readSocketMessage } from '../protocol/socket-message.js';
import { cancelPrompt, type CancelOutcome } from './cancel-prompt.js';
import { firstOf, sleep, systemClock, type Clock } from './clock.js';
import { ComfyError, PromptLostError, PromptRefusedError, RunFailedError, RunInterruptedError, ServerAnswerError, ServerTimeoutError, ServerUnreachableError } from './comfy-error.js';
import { describeRefusal } from './describe-refusal.js';
import { describeRunError, readFinishedRun, type FinishedRun } from './finished-run.js';
import { Gather } from './gather.js';
import { pooledFetch } from './pooled-fetch.js';
import { promptBody, type PromptInput } from './prompt-body.js';
import { RunNews, type Progress, type RunRecord } from './run-news.js';
import { readServerAddress, type ServerAddress } from './server-address.js';
import { jsonBody, ServerHttp, type Fetch } from './server-http.js';
import { ServerRoutes, type Abort, type ServerLimits } from './server-routes.js';
import { SocketLink, type SocketState } from './socket-link.js';

export interface ComfyClientOptions extends ServerLimits {
  /** `http://127.0.0.1:8188`, with a path prefix, credentials or a query where the server has them. */
  baseUrl: string;
  /** Sent with every request and with the socket. */
  headers?: Record<string, string>;
  /** Default: a fresh one. Two sockets with one id silence each other: never share one. */
  clientId?: string;
  fetch?: Fetch;
  clock?: Clock;
  /** For the jitter of reconnecting. Default Math.random. */
  random?: () => number;
  /** Between pings of the socket. Default 20,000. */
  pingMs?: number;
  /** How long `submit` waits for the socket's first connection before it goes on without. Default 2,000. */
  socketPatienceMs?: number;
  /** A running prompt of which the socket says nothing for so long makes us connect anew. Default 60,000. */
  silenceMs?: number;
  /** How long after sending a prompt the history is first looked at, unless the socket says that it ended. Default 50. */
  firstLookMs?: number;
  /** How long history entries to forget are gathered, to go in one request. Default 200. */
  forgetMs?: number;
}

export interface WaitOptions extends Abort {
  onProgress?: (progress: Progress) => void;
  /** Between looks at the history when the socket says nothing. Default 5,000. */
  pollMs?: number;
  /** Output nodes that must have given something. Default: any one will do. `[]`: none need. */
  expectedOutputs?: readonly string[];
  /** How long the server may be unreachable, counted from the first look that failed. Default 30,000. */
  patienceMs?: number;
}

/** Between looks while the server does not answer. */
const ABSENT_POLL_MS = 500;

/** One ComfyUI server, over HTTP and WebSocket. Its history is the truth; the socket only wakes us early and shows progress. */
export class ComfyClient extends ServerRoutes {
  /** Base address without credentials, as in messages. */
  readonly serverUrl: string;
  readonly clientId: string;
  private readonly clock: Clock;
  private readonly agent: Agent;
  private readonly news: RunNews;
  private readonly link: SocketLink;
  private readonly forgotten: Gather<string>;
  /** False after a wait in vain, so that only one prompt pays for a proxy that swallows sockets. */
  private isSocketAwaited = true;

  /** Connects to nothing yet. Throws TypeError for an address that is none. */
  constructor(private readonly options: ComfyClientOptions) {
    const address = readServerAddress(options.baseUrl);
    const clock = options.clock ?? systemClock;
    // Our own time-outs rule, which say from when they count.
    const agent = new Agent({ headersTimeout: 0, bodyTimeout: 0 });
    const fetch: Fetch = options.fetch ?? pooledFetch(agent);
    super(new ServerHttp({ address, headers: options.headers ?? {}, fetch, clock }), options);
    this.serverUrl = address.shown;
    this.clientId = options.clientId ?? crypto.randomUUID().replaceAll('-', '');
    this.clock = clock;
    this.agent = agent;
    this.news = new RunNews(() => clock.nowMs());
    this.link = this.makeLink(address);
    this.forgotten = new Gather({ clock, delayMs: options.forgetMs ?? 200, hand: (promptIds) => this.forgetAll(promptIds) });
  }

  /** How the socket stands; it is opened by the first prompt. */
  get socketState(): SocketState {
    return this.link.state;
  }

  /**
   * Sends a prompt. Throws PromptRefusedError when the server will not draw all of it; what it had accepted of it is then cancelled.
   * After any other error it is not known whether the prompt is there: ask `find` before sending it again.
   * The signal counts until the request is on its way. From then on the answer is waited for: the prompt may arrive although nobody wants it any more.
   */
  async submit(input: PromptInput & Abort): Promise<{ promptId: string; number: number }> {
    await this.connected(input.signal);
    const body = jsonBody(promptBody(input, this.clientId, await this.capabilities(input)));
    input.signal?.throwIfAborted();
    this.news.of(input.promptId, { isOurs: true });
    const request = { ...this.get('/prompt', undefined), method: 'POST' as const, body };
    const answer = await this.http.send(request);
    if (answer.status === 400) throw this.refused(this.http.parse(request, answer, promptRefused));
    const accepted = this.http.parse(request, this.mustBeOk(request, answer), promptAccepted);
    if (Object.keys(accepted.node_errors).length > 0) throw await this.refusedInPart(accepted.prompt_id, accepted.node_errors);
    return { promptId: accepted.prompt_id, number: accepted.number };
  }

  /**
   * Waits for a run's end, also of a prompt that an earlier process sent. Throws RunFailedError, RunInterruptedError, PromptLostError,
   * and what the server's absence raises once it lasts longer than `patienceMs`.
   */
  async finished(promptId: string, options: WaitOptions = {}): Promise<FinishedRun> {
    this.link.open();
    const record = this.news.of(promptId, { isOurs: false });
    record.followers += 1;
    const unfollow = options.onProgress === undefined ? undefined : record.follow(options.onProgress);
    try {
      return await this.watch(record, options);
    } finally {
      unfollow?.();
      record.followers -= 1;
      this.news.drop(record);
    }
  }

  /** Stops a prompt that is ours, and never anybody else's. */
  async cancel(promptId: string, { signal }: Abort = {}): Promise<CancelOutcome> {
    const record = this.news.of(promptId, { isOurs: false });
    record.isCancelled = true;
    const outcome = await cancelPrompt(promptId, {
      http: this.http,
      queue: () => this.queue({ signal }),
      post: (path) => ({ ...this.get(path, signal), method: 'POST' }),
      capabilities: await this.capabilities({ signal }),
    });
    record.wake();
    return outcome;
  }

  /**
   * Waits until the server has a prompt neither waiting nor running, however it ended; after `cancel` of a running one that takes until its next step or node.
   * Throws what the server's absence raises once it lasts longer than `patienceMs`.
   */
  async left(promptId: string, { signal, pollMs = 500, patienceMs = 30_000 }: Pick<WaitOptions, 'signal' | 'pollMs' | 'patienceMs'> = {}): Promise<void> {
    const record = this.news.of(promptId, { isOurs: false });
    record.followers += 1;
    try {
      const patience = new Patience(this.clock, patienceMs);
      for (;;) {
        const seen = record.wakes;
        const whereabouts = await patience.attempt(() => this.find(promptId, { signal }));
        if (whereabouts === 'finished' || whereabouts === 'unknown') return;
        await firstOf(signal, (stop) => record.woken(seen, stop), (stop) => sleep(this.clock, pollMs, stop));
      }
    } finally {
      record.followers -= 1;
      this.news.drop(record);
    }
  }

  /** Drops one entry from the history, together with others that are to go at about that time; the files stay. Others' entries are never touched. */
  forget(promptId: string): Promise<void> {
    return this.forgotten.add(promptId);
  }

  /** Ends the socket and every request under way; they throw ClientClosedError. */
  close(): void {
    this.link.close();
    this.http.close();
    // Whoever waits looks again, and finds it closed.
    this.news.wakeAll();
    void this.agent.destroy();
  }

  private makeLink(address: ServerAddress): SocketLink {
    const { headers = {}, random = Math.random, pingMs } = this.options;
    return new SocketLink({
      url: () => address.socketUrl('/ws', { clientId: this.clientId }),
      headers: { ...address.headers, ...headers },
      clock: this.clock,
      random,
      ...(pingMs === undefined ? {} : { pingMs }),
      onOpen: () => this.reconnected(),
      // The server may have gone with it: whoever waits looks.
      onLost: () => this.news.wakeAll(),
      onText: (text) => {
        const message = readSocketMessage(text);
        if (message !== undefined) this.news.take(message);
      },
      onFrame: (frame) => this.news.takeFrame(readBinaryFrame(frame)),
    });
  }

  /** The server may have been restarted, perhaps as another version, and nothing of the gap is said again. */
  private reconnected(): void {
    this.isSocketAwaited = true;
    this.forgetCapabilities();
    this.news.wakeAll();
  }

  /** Messages for a client without a socket are dropped by the server, so the first prompt waits for it, but not for long. */
  private async connected(signal: AbortSignal | undefined): Promise<void> {
    this.link.open();
    if (this.link.state.state !== 'connecting' || !this.isSocketAwaited) return;
    this.isSocketAwaited = false;
    await firstOf(signal, (stop) => this.link.attempted(stop), (stop) => sleep(this.clock, this.options.socketPatienceMs ?? 2_000, stop));
  }

  private async watch(record: RunRecord, options: WaitOptions): Promise<FinishedRun> {
    const { signal, pollMs = 5_000 } = options;
    const patience = new Patience(this.clock, options.patienceMs ?? 30_000);
    // What was just sent is hardly there yet, and the socket says when it is.
    if (record.isOurs) await firstOf(signal, (stop) => record.woken(0, stop), (stop) => sleep(this.clock, this.options.firstLookMs ?? 50, stop));
    for (let looks = 0; ; looks += 1) {
      const seen = record.wakes;
      const entry = await patience.attempt(() => this.history(record.promptId, { signal }));
      if (entry !== undefined) {
        if (looks > 0 && record.isOurs && !record.hasEnded && record.wakes === 0) this.link.restart();
        return this.judge(record, entry, options.expectedOutputs);
      }
      const untilNextMs = patience.isTried ? Math.min(pollMs, ABSENT_POLL_MS) : pollMs;
      await firstOf(signal, (stop) => record.woken(seen, stop), (stop) => sleep(this.clock, untilNextMs, stop));
      if (record.wakes === seen || record.isCancelled) await patience.attempt(() => this.checkStillThere(record, signal));
    }
  }

  /** Between queue and history nothing is lost: the server moves a prompt from one to the other in one step. */
  private async checkStillThere(record: RunRecord, signal: AbortSignal | undefined): Promise<void> {
    const whereabouts = await this.find(record.promptId, { signal });
    if (whereabouts === 'unknown') throw record.isCancelled ? new RunInterruptedError(this.serverUrl, record.promptId) : new PromptLostError(this.serverUrl, record.promptId);
    if (whereabouts === 'running' && record.isOurs) this.suspectSilence(record);
  }

  /** An open socket that says nothing of a running prompt may have been replaced at the server by an older one's end. */
  private suspectSilence(record: RunRecord): void {
    if (this.clock.nowMs() - record.heardAtMs < (this.options.silenceMs ?? 60_000)) return;
    record.heardAtMs = this.clock.nowMs();
    this.link.restart();
  }

  private judge(record: RunRecord, entry: HistoryEntry, expectedOutputs: readonly string[] | undefined): FinishedRun {
    const run = readFinishedRun(record.promptId, entry);
    if (run.status === 'interrupted') throw new RunInterruptedError(this.serverUrl, record.promptId, run);
    if (run.status === 'error') throw new RunFailedError(this.serverUrl, run, run.error === undefined ? 'it gave no reason' : describeRunError(run.error));
    const missing = describeMissingOutputs(run, expectedOutputs);
    if (missing === undefined) return run;
    // A node deaf to interruption that runs last makes an interrupted run count as a success.
    if (record.isCancelled) throw new RunInterruptedError(this.serverUrl, record.promptId, run);
    const why = record.blocked.length > 0 ? record.blocked.map(describeRunError).join('; ') : 'a branch was blocked in silence, or the server kept nothing of an earlier run, or an interruption came too late to be noted';
    throw new RunFailedError(this.serverUrl, run, `it calls the run a success, but ${missing} (${why})`);
  }

  private refused(refusal: { error?: PromptRefusedError['fault']; node_errors: PromptRefusedError['nodeErrors']; cause?: unknown }): PromptRefusedError {
    const { error: fault, node_errors: nodeErrors, cause } = refusal;
    const sentence = describeRefusal({ nodeErrors, ...(fault === undefined ? {} : { fault }) });
    return new PromptRefusedError(this.serverUrl, { nodeErrors, sentence, cause, ...(fault === undefined ? {} : { fault }) });
  }

  private async refusedInPart(promptId: string, nodeErrors: PromptRefusedError['nodeErrors']): Promise<PromptRefusedError> {
    try {
      await this.cancel(promptId);
    } catch (cause) {
      if (!(cause instanceof ComfyError)) throw cause;
      return this.refused({ node_errors: nodeErrors, cause });
    }
    return this.refused({ node_errors: nodeErrors });
  }
}

/** Puts up with a server that cannot be reached for a while; an answer ends the count. */
class Patience {
  private sinceMs: number | undefined;

  constructor(private readonly clock: Clock, private readonly patienceMs: number) {}

  /** The server did not answer when it was last asked. */
  get isTried(): boolean {
    return this.sinceMs !== undefined;
  }

  async attempt<T>(ask: () => Promise<T>): Promise<T | undefined> {
    try {
      const answer = await ask();
      this.sinceMs = undefined;
      return answer;
    } catch (error) {
      if (!isAbsence(error)) throw error;
      this.sinceMs ??= this.clock.nowMs();
      if (this.clock.nowMs() - this.sinceMs >= this.patienceMs) throw error;
      return undefined;
    }
  }
}

/** The server does not answer, or a proxy before it says so; unlike its telling us that the prompt is lost. */
function isAbsence(error: unknown): boolean {
  return error instanceof ServerUnreachableError || error instanceof ServerTimeoutError || (error instanceof ServerAnswerError && error.isRetryable);
}

/** `node 9 SaveImage gave nothing`; undefined when everything expected is there. */
function describeMissingOutputs(run: FinishedRun, expected: readonly string[] | undefined): string | undefined {
  const given = new Set([...run.outputs, ...run.texts].map((output) => output.nodeId));
  if (expected === undefined) return given.size > 0 ? undefined : 'it gave nothing at all';
  const missing = expected.filter((nodeId) => !given.has(nodeId)).map((nodeId) => `node ${nodeId} ${run.executedPrompt[nodeId]?.class_type ?? ''}`.trim());
  return missing.length === 0 ? undefined : `${missing.join(', ')} gave nothing`;
}
