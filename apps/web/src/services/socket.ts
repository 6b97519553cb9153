import { event as eventSchema, eventChannel, unwatchChannel, unwatchServersChannel, watchChannel, watchServersChannel, type EventOf, type EventType } from '@gridscope/contract';
import { io } from 'socket.io-client';
import { inject, shallowRef, type InjectionKey, type ShallowRef } from 'vue';
import { z } from 'zod';

export type Connection = { state: 'connecting' } | { state: 'connected' } | { state: 'lost'; sinceMs: number };

/** What is used of a Socket.IO client. */
export interface SocketLike {
  readonly connected: boolean;
  on(name: string, listener: (payload: unknown) => void): unknown;
  emit(name: string, payload: object, acknowledge?: (answer: unknown) => void): unknown;
  connect(): unknown;
}

type Handler = (event: EventOf<EventType>) => void;

/** Somebody who looks at a plan's cells. */
export interface PlanWatcher {
  /** Up to which sequence nothing is missing. */
  sequenceReached: () => number;
  /** Everything up to this sequence has been sent. */
  caughtUp: (sequence: number) => void;
}

/** What the API acknowledges `watch-plan` with; with anything else the page has not caught up, and asks again after a moment. */
const watchAnswer = z.object({ sequence: z.int() });
const askAgainMs = 2_000;

/** The page's one connection for events: hands each to those who asked for its type, and catches up after a loss. */
export class EventStream {
  readonly connection: ShallowRef<Connection> = shallowRef({ state: 'connecting' });
  private readonly handlers = new Map<EventType, Set<Handler>>();
  private readonly losses = new Set<() => void>();
  private readonly watched = new Map<string, PlanWatcher>();
  /** Those whose plan could not be read, until they ask again. */
  private readonly refused = new Set<PlanWatcher>();
  private serverWatchers = 0;

  constructor(private readonly socket: SocketLike, private readonly nowMs: () => number = Date.now) {
    socket.on(eventChannel, (payload) => this.dispatch(payload));
    socket.on('connect', () => this.connected());
    socket.on('disconnect', (reason) => this.lost(reason));
    socket.on('connect_error', () => this.lost());
  }

  /** Calls back for every event of a type, until the function it returns is called. */
  on<T extends EventType>(type: T, handler: (event: EventOf<T>) => void): () => void {
    const handlers = this.handlers.get(type) ?? new Set();
    this.handlers.set(type, handlers);
    // Kept under its type, so it is only ever called with events of that type.
    const kept = handler as Handler;
    handlers.add(kept);
    return () => handlers.delete(kept);
  }

  /** Calls back when events may have been lost, as with every connection for what was read before it: what is not watched by sequence has to be read anew. */
  onNewsLost(handler: () => void): () => void {
    this.losses.add(handler);
    return () => this.losses.delete(handler);
  }

  /** Has the plan's cells sent, now and whenever events may have been lost, from the sequence then reached; the function it returns ends it. */
  watchPlan(planId: string, watcher: PlanWatcher): () => void {
    this.watched.set(planId, watcher);
    this.askForPlan(planId);
    return () => {
      if (this.watched.get(planId) === watcher) this.watched.delete(planId);
      if (this.socket.connected && !this.watched.has(planId)) this.socket.emit(unwatchChannel, { planId });
    };
  }

  /** Asks for what a watched plan's page has not heard. */
  askForPlan(planId: string): void {
    const watcher = this.watched.get(planId);
    if (watcher === undefined || !this.socket.connected) return;
    this.socket.emit(watchChannel, { planId, after: watcher.sequenceReached() }, (answer) => {
      const read = watchAnswer.safeParse(answer);
      if (read.success) watcher.caughtUp(read.data.sequence);
      else this.askAgainLater(planId, watcher);
    });
  }

  /** Has previews of everything that servers draw sent, until the function it returns is called. */
  watchServers(): () => void {
    this.serverWatchers += 1;
    if (this.serverWatchers === 1) this.askForServers();
    return () => {
      this.serverWatchers -= 1;
      if (this.serverWatchers === 0 && this.socket.connected) this.socket.emit(unwatchServersChannel, {});
    };
  }

  /** Tries now: a server that refused the connection for want of a session is not asked again by itself. */
  retry(): void {
    if (!this.socket.connected) this.socket.connect();
  }

  private dispatch(payload: unknown): void {
    const event = eventSchema.parse(payload);
    if (event.type === 'news-lost') this.catchUp();
    for (const handler of this.handlers.get(event.type) ?? []) handler(event);
  }

  private connected(): void {
    this.connection.value = { state: 'connected' };
    this.catchUp();
  }

  private catchUp(): void {
    this.watchAll();
    for (const handler of this.losses) handler();
  }

  private watchAll(): void {
    for (const planId of this.watched.keys()) this.askForPlan(planId);
    if (this.serverWatchers > 0) this.askForServers();
  }

  private askAgainLater(planId: string, watcher: PlanWatcher): void {
    if (this.refused.has(watcher)) return;
    this.refused.add(watcher);
    setTimeout(() => {
      this.refused.delete(watcher);
      if (this.watched.get(planId) === watcher) this.askForPlan(planId);
    }, askAgainMs);
  }

  private askForServers(): void {
    if (this.socket.connected) this.socket.emit(watchServersChannel, {});
  }

  private lost(reason?: unknown): void {
    if (this.connection.value.state !== 'lost') this.connection.value = { state: 'lost', sinceMs: this.nowMs() };
    // Socket.IO reconnects by itself except when the server closed the connection.
    if (reason === 'io server disconnect') this.socket.connect();
  }
}

export const eventsKey: InjectionKey<EventStream> = Symbol('events');

/** A WebSocket stays at one process; long polling, where a WebSocket cannot pass, asks many times, and a proxy over several API processes would have to keep it at one. */
const transports = { transports: ['websocket', 'polling'], tryAllTransports: true };

/** Connects to the API that served this page. */
export function openEvents(): EventStream {
  return new EventStream(io({ ...transports, reconnectionDelay: 500, reconnectionDelayMax: 5_000 }));
}

/** The app's event stream, for stores. */
export function useEvents(): EventStream {
  const events = inject(eventsKey);
  if (events === undefined) throw new Error('No EventStream was provided to the app.');
  return events;
}
