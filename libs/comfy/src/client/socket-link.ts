import { WebSocket } from 'ws';
import type { Clock } from './clock.js';
import { reconnectDelayMs } from './reconnect-delay.js';

export interface SocketLinkOptions {
  /** Asked anew for each connection. */
  url: () => string;
  headers: Record<string, string>;
  clock: Clock;
  /** A number from 0 to 1, 1 excluded, for the jitter. */
  random: () => number;
  onText: (text: string) => void;
  onFrame: (frame: Uint8Array) => void;
  /** Called each time a connection stands. */
  onOpen: () => void;
  /** Called each time a connection that stood went away without us. */
  onLost: () => void;
  /** Between pings; a ping that got no answer until the next is due means that the connection is dead. Default 20,000. */
  pingMs?: number;
  /** How long a connection may take to stand, and how long one may take to close in peace. Default 10,000 and 2,000. */
  connectTimeoutMs?: number;
  closeTimeoutMs?: number;
}

export type SocketState =
  | { state: 'closed' }
  | { state: 'connecting' }
  | { state: 'open' }
  | { state: 'closing' }
  | { state: 'waiting'; /** Until the next attempt. */ delayMs: number; failure: string };

const MOST_BYTES_A_MESSAGE = 64 * 1024 * 1024;

/**
 * One WebSocket to a server that stays connected until `close`. There is never a second one beside it: ComfyUI takes the messages
 * away from the newer of two sockets with one client id when the older goes (facts: server.py, `sockets.pop` in the handler's end).
 */
export class SocketLink {
  private socket: WebSocket | undefined;
  private current: SocketState = { state: 'closed' };
  private failures = 0;
  private wanted = false;
  private readonly timers = new Set<() => void>();
  private readonly settled = new Set<() => void>();

  constructor(private readonly options: SocketLinkOptions) {}

  get state(): SocketState {
    return this.current;
  }

  /** Connects if it is not connected or about to be. */
  open(): void {
    if (this.wanted) return;
    this.wanted = true;
    if (this.socket === undefined) this.connect();
  }

  /** Resolves when the attempt under way has come to an end, either way; at once when none is under way. */
  async attempted(stop?: AbortSignal): Promise<void> {
    if (this.current.state !== 'connecting' || stop?.aborted) return;
    await new Promise<void>((resolve) => {
      this.settled.add(resolve);
      stop?.addEventListener('abort', () => { this.settled.delete(resolve); resolve(); }, { once: true });
    });
  }

  /** Gives the connection up for a new one; for when it is open and yet silent. */
  restart(): void {
    if (this.current.state === 'open') this.leave();
  }

  /** Closes for good and stays closed until `open`. */
  close(): void {
    this.wanted = false;
    if (this.current.state === 'waiting') this.enter({ state: 'closed' });
    else if (this.socket !== undefined && this.current.state !== 'closing') this.leave();
  }

  private connect(): void {
    const { url, headers, connectTimeoutMs = 10_000 } = this.options;
    this.enter({ state: 'connecting' });
    const socket = new WebSocket(url(), { headers, perMessageDeflate: false, handshakeTimeout: connectTimeoutMs, maxPayload: MOST_BYTES_A_MESSAGE });
    this.socket = socket;
    let failure = 'the connection was closed';
    socket.on('open', () => this.opened(socket));
    socket.on('message', (data: Buffer, isBinary: boolean) => this.heard(data, isBinary));
    // An 'error' is always followed by a 'close', where it is dealt with.
    socket.on('error', (error) => { failure = error.message; });
    socket.on('close', () => this.closed(failure));
  }

  private opened(socket: WebSocket): void {
    this.enter({ state: 'open' });
    // Previews then say whose they are; must be the first message. Reference: ComfyUI server.py, feature_flags.
    socket.send('{"type":"feature_flags","data":{"supports_preview_metadata":true}}');
    this.keepPinging(socket);
    this.options.onOpen();
  }

  /** Only a server that says something has really come back: one that accepts and closes must not be asked ever faster. */
  private heard(data: Buffer, isBinary: boolean): void {
    this.failures = 0;
    if (isBinary) this.options.onFrame(data);
    else this.options.onText(data.toString('utf8'));
  }

  private keepPinging(socket: WebSocket): void {
    const { pingMs = 20_000 } = this.options;
    let isAnswered = true;
    socket.on('pong', () => { isAnswered = true; });
    const next = () => this.later(pingMs, () => {
      if (!isAnswered) return socket.terminate();
      isAnswered = false;
      socket.ping();
      next();
    });
    next();
  }

  /** Closes in peace, so that the server has forgotten this socket before the next one comes; by force when it does not answer. */
  private leave(): void {
    const { socket } = this;
    this.enter({ state: 'closing' });
    this.later(this.options.closeTimeoutMs ?? 2_000, () => socket?.terminate());
    socket?.close();
  }

  private closed(failure: string): void {
    const wasLeft = this.current.state === 'closing';
    const wasOpen = this.current.state === 'open';
    this.socket = undefined;
    if (!this.wanted) return this.enter({ state: 'closed' });
    if (wasLeft) return this.connect();
    const delayMs = reconnectDelayMs(this.failures, this.options.random());
    this.failures += 1;
    this.enter({ state: 'waiting', delayMs, failure });
    this.later(delayMs, () => this.connect());
    if (wasOpen) this.options.onLost();
  }

  /** Every state has its own timers: they end with it. */
  private enter(state: SocketState): void {
    for (const cancel of this.timers) cancel();
    this.timers.clear();
    this.current = state;
    if (state.state === 'connecting') return;
    for (const resolve of this.settled) resolve();
    this.settled.clear();
  }

  private later(delayMs: number, callback: () => void): void {
    const cancel = this.options.clock.after(delayMs, () => { this.timers.delete(cancel); callback(); });
    this.timers.add(cancel);
  }
}
