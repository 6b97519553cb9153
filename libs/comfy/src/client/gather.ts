import type { Clock } from './clock.js';

/** Gathers items that come close together and hands them on in one call; who added one waits for that call. */
export class Gather<T> {
  private items: T[] = [];
  private handing: Promise<void> | undefined;

  constructor(private readonly options: { clock: Clock; /** From the first item to the call. */ delayMs: number; hand: (items: T[]) => Promise<void> }) {}

  add(item: T): Promise<void> {
    this.items.push(item);
    this.handing ??= this.later();
    return this.handing;
  }

  private async later(): Promise<void> {
    const { clock, delayMs, hand } = this.options;
    await new Promise<void>((resolve) => { clock.after(delayMs, resolve); });
    const items = this.items;
    this.items = [];
    this.handing = undefined;
    await hand(items);
  }
}
