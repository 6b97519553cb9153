import { OutOfMemoryError } from '../nodes/node.js';

/** The pretended device: which models are resident, oldest use first, and what a load does to the others. */
export class ModelMemory {
  private readonly resident = new Map<string, number>();
  private claimedMiB = 0;

  constructor(readonly limitMiB: number) {}

  get usedMiB(): number {
    return [...this.resident.values()].reduce((sum, size) => sum + size, this.claimedMiB);
  }

  /** Whether the model had to be loaded; puts others out by need. Throws OutOfMemoryError when it can never fit. */
  load(key: string, sizeMiB: number): boolean {
    const wasResident = this.resident.delete(key);
    if (!wasResident) this.makeRoom(sizeMiB);
    this.resident.set(key, sizeMiB);
    return !wasResident;
  }

  /** Claims memory beside the models, putting some out by need. Throws OutOfMemoryError when it cannot fit. */
  claim(sizeMiB: number): void {
    this.makeRoom(sizeMiB);
    this.claimedMiB += sizeMiB;
  }

  /** Ends all claims: the node is done. */
  release(): void {
    this.claimedMiB = 0;
  }

  unloadAll(): void {
    this.resident.clear();
  }

  private makeRoom(sizeMiB: number): void {
    if (this.claimedMiB + sizeMiB > this.limitMiB) throw new OutOfMemoryError(this.complaint(sizeMiB));
    for (const key of this.resident.keys()) {
      if (this.usedMiB + sizeMiB <= this.limitMiB) return;
      this.resident.delete(key);
    }
  }

  private complaint(sizeMiB: number): string {
    return `Allocation on device 0 would exceed allowed memory. (out of memory)\nCurrently allocated     : ${this.usedMiB.toFixed(2)} MiB\nRequested               : ${sizeMiB.toFixed(2)} MiB\nDevice limit            : ${this.limitMiB.toFixed(2)} MiB`;
  }
}
