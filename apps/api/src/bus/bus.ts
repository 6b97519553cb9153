import { Injectable } from '@nestjs/common';
import type { BusMessage, BusMessageOf } from './bus-message.js';

type Listener = (message: BusMessage) => void;

/** Tells every process, this one included, what happened. This is the bus of one process alone. */
@Injectable()
export class Bus {
  private readonly listeners = new Map<BusMessage['type'], Set<Listener>>();

  /** Returns once this process has heard it; the others hear it soon, or, as a hint may, never. */
  publish(message: BusMessage): void {
    this.deliver(message);
  }

  /** Hears messages of one type until the returned function is called. */
  on<T extends BusMessage['type']>(type: T, listener: (message: BusMessageOf<T>) => void): () => void {
    const listeners = this.listenersOf(type);
    // It is only called with messages of this type.
    const general = listener as Listener;
    listeners.add(general);
    return () => void listeners.delete(general);
  }

  protected deliver(message: BusMessage): void {
    for (const listener of [...this.listenersOf(message.type)]) listener(message);
  }

  private listenersOf(type: BusMessage['type']): Set<Listener> {
    const listeners = this.listeners.get(type) ?? new Set();
    this.listeners.set(type, listeners);
    return listeners;
  }
}
