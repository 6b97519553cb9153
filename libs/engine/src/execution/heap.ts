/**
 * A binary heap laid out in its array exactly as Python's `heapq` lays it out, because `/queue` shows the raw array.
 * `isBefore` may throw (ComfyUI's tuples do when number and id are equal); a pushed item then stays where it landed.
 */
export class Heap<Item> {
  private items: Item[] = [];

  constructor(private readonly isBefore: (first: Item, second: Item) => boolean) {}

  /** In heap order, which is not the order of running. */
  get raw(): readonly Item[] {
    return this.items;
  }

  get size(): number {
    return this.items.length;
  }

  push(item: Item): void {
    this.items.push(item);
    this.rise(0, this.items.length - 1);
  }

  pop(): Item | undefined {
    const last = this.items.pop();
    const first = this.items[0];
    if (last === undefined || first === undefined) return last;
    this.items[0] = last;
    this.sink(0);
    return first;
  }

  /** Takes the first match in heap order out and restores the heap; says whether there was one. */
  remove(matches: (item: Item) => boolean): boolean {
    const index = this.items.findIndex(matches);
    if (index === -1) return false;
    this.items.splice(index, 1);
    for (let at = Math.floor(this.items.length / 2) - 1; at >= 0; at--) this.sink(at);
    return true;
  }

  clear(): void {
    this.items = [];
  }

  /** Moves the item at `from` towards `top` until its parent is not after it. */
  private rise(top: number, from: number): void {
    const item = this.at(from);
    let at = from;
    while (at > top) {
      const parent = (at - 1) >> 1;
      if (!this.isBefore(item, this.at(parent))) break;
      this.items[at] = this.at(parent);
      at = parent;
    }
    this.items[at] = item;
  }

  /** heapq's way: follow the smaller child down to a leaf, then let the item rise from there. */
  private sink(from: number): void {
    const item = this.at(from);
    let at = from;
    for (let child = 2 * at + 1; child < this.items.length; child = 2 * at + 1) {
      const right = child + 1;
      const smaller = right < this.items.length && !this.isBefore(this.at(child), this.at(right)) ? right : child;
      this.items[at] = this.at(smaller);
      at = smaller;
    }
    this.items[at] = item;
    this.rise(from, at);
  }

  private at(index: number): Item {
    const item = this.items[index];
    if (item === undefined) throw new RangeError(`no item ${index} in a heap of ${this.items.length}`);
    return item;
  }
}
