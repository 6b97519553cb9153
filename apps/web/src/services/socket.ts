import { event as eventSchema, eventChannel, unwatchChannel, watchChannel, type EventOf, type EventType } from '@gridscope/contract';
import { io } from 'socket.io-client';
import { inject, shallowRef, type InjectionKey, type ShallowRef } from 'vue';

export type Connection = { state: 'connecting' } | { state: 'connected' } | { state: 'lost'; sinceMs: number };

/** What is used of a Socket.IO client. */
export interface SocketLike {
  readonly connected: boolean;
  on(name: string, listener: (payload: unknown) => void): unknown;
  emit(name: string, payload: object): unknown;
  connect(): unknown;
}

type Handler = (event: EventOf<EventType>) => void;

/** The page's one connection for events: hands each to those who asked for its type, and catches up after a loss. */
export class EventStream {
  readonly connection: ShallowRef<Connection> = shallowRef({ state: 'connecting' });
  private readonly handlers = new Map<EventType, Set<Handler>>();
  private readonly reconnected = new Set<() => void>();
  private readonly watched = new Map<string, () => number>();
  private wasConnected = false;

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

  /** Calls back whenever the connection is there again: what is not watched by sequence has to be read anew. */
  onReconnect(handler: () => void): () => void {
    this.reconnected.add(handler);
    return () => this.reconnected.delete(handler);
  }

  /** Has the plan's cells sent, now and after every reconnect from the sequence then reached; the function it returns ends it. */
  watchPlan(planId: string, sequenceReached: () => number): () => void {
    this.watched.set(planId, sequenceReached);
    if (this.socket.connected) this.socket.emit(watchChannel, { planId, after: sequenceReached() });
    return () => {
      this.watched.delete(planId);
      if (this.socket.connected) this.socket.emit(unwatchChannel, { planId });
    };
  }

  /** Tries now: a server that refused the connection for want of a session is not asked again by itself. */
  retry(): void {
    if (!this.socket.connected) this.socket.connect();
  }

  private dispatch(payload: unknown): void {
    const event = eventSchema.parse(payload);
    for (const handler of this.handlers.get(event.type) ?? []) handler(event);
  }

  private connected(): void {
    const isReconnect = this.wasConnected;
    this.wasConnected = true;
    this.connection.value = { state: 'connected' };
    for (const [planId, sequenceReached] of this.watched) this.socket.emit(watchChannel, { planId, after: sequenceReached() });
    if (isReconnect) for (const handler of this.reconnected) handler();
  }

  private lost(reason?: unknown): void {
    if (this.connection.value.state !== 'lost') this.connection.value = { state: 'lost', sinceMs: this.nowMs() };
    // Socket.IO reconnects by itself except when the server closed the connection.
    if (reason === 'io server disconnect') this.socket.connect();
  }
}

export const eventsKey: InjectionKey<EventStream> = Symbol('events');

/** Connects to the API that served this page. */
export function openEvents(): EventStream {
  return new EventStream(io({ reconnectionDelay: 500, reconnectionDelayMax: 5_000 }));
}

/** The app's event stream, for stores. */
export function useEvents(): EventStream {
  const events = inject(eventsKey);
  if (events === undefined) throw new Error('No EventStream was provided to the app.');
  return events;
}
