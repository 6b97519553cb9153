import { eventChannel, type Event } from '@gridscope/contract';
import type { SocketLike } from '../services/socket';

/** A socket whose connection and events are made by hand. */
export class FakeSocket implements SocketLike {
  connected = false;
  readonly sent: { name: string; payload: object }[] = [];
  reconnects = 0;
  private readonly unacknowledged: ((answer: unknown) => void)[] = [];
  private readonly listeners = new Map<string, ((payload: unknown) => void)[]>();

  on(name: string, listener: (payload: unknown) => void): void {
    this.listeners.set(name, [...(this.listeners.get(name) ?? []), listener]);
  }

  emit(name: string, payload: object, acknowledge?: (answer: unknown) => void): void {
    this.sent.push({ name, payload });
    if (acknowledge !== undefined) this.unacknowledged.push(acknowledge);
  }

  /** Answers what was sent and waits for an answer. */
  acknowledge(answer: unknown): void {
    for (const acknowledge of this.unacknowledged.splice(0)) acknowledge(answer);
  }

  connect(): void {
    this.reconnects += 1;
  }

  open(): void {
    this.connected = true;
    this.hear('connect');
  }

  lose(reason = 'transport close'): void {
    this.connected = false;
    this.hear('disconnect', reason);
  }

  hearEvent(event: Event): void {
    this.hear(eventChannel, event);
  }

  private hear(name: string, payload?: unknown): void {
    for (const listener of this.listeners.get(name) ?? []) listener(payload);
  }
}
