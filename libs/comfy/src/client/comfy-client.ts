import { Agent } from 'undici';
import { readBinaryFrame } from '../protocol/binary-frame.js';
import { promptAccepted, promptRefused } from '../protocol/prompt-answer.js';
import { readSocketMessage } from '../protocol/socket-message.js';
import { cancelPrompt, type CancelOutcome } from './cancel-prompt.js';
import { firstOf, sleep, systemClock, type Clock } from './clock.js';
import { ComfyError, PromptRefusedError } from './comfy-error.js';
import { describeRefusal } from './describe-refusal.js';
import type { FinishedRun } from './finished-run.js';
import { Gather } from './gather.js';
import { pooledFetch } from './pooled-fetch.js';
import { promptBody, type PromptInput } from './prompt-body.js';
import { PromptWatch, type WaitOptions } from './prompt-watch.js';
import { RunNews } from './run-news.js';
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

/** One ComfyUI server, over HTTP and WebSocket. Its history is the truth; the socket only wakes us early and shows progress. */
export class ComfyClient extends ServerRoutes {
  /** Base address without credentials, as in messages. */
  readonly serverUrl: string;
  readonly clientId: string;
  private readonly clock: Clock;
  private readonly agent: Agent;
  private readonly news: RunNews;
  private readonly link: SocketLink;
  private readonly watch: PromptWatch;
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
    this.watch = new PromptWatch({ serverUrl: address.shown, server: this, link: this.link, clock, silenceMs: options.silenceMs, firstLookMs: options.firstLookMs });
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
      return await this.watch.end(record, options);
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
  async left(promptId: string, options: Pick<WaitOptions, 'signal' | 'pollMs' | 'patienceMs'> = {}): Promise<void> {
    const record = this.news.of(promptId, { isOurs: false });
    record.followers += 1;
    try {
      await this.watch.left(record, options);
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
