import type { TakenCell } from './plan-line.js';

interface AssignedCell extends TakenCell {
  serverId: string;
  atMs: number;
}

/** By then a cell that nobody claimed is looked for again. */
const patienceMs = 10_000;
/** A claim is heard of sooner, unless word of it was lost. */
const hintMs = 1_000;

/** Cells that were given to servers and are on their way to a worker: nobody has claimed them yet. */
export class AssignedCells {
  private readonly byId = new Map<string, AssignedCell>();

  add(cell: TakenCell, serverId: string, nowMs: number): void {
    this.byId.set(cell.cellId, { ...cell, serverId, atMs: nowMs });
  }

  /** Claimed, refused or lost: it is no longer on its way. Undefined where it was not. */
  end(cellId: string): TakenCell | undefined {
    const cell = this.byId.get(cellId);
    this.byId.delete(cellId);
    return cell;
  }

  /** Those that may have been claimed without word of it. */
  unheardOf(nowMs: number): string[] {
    return [...this.byId].filter(([, cell]) => nowMs - cell.atMs > hintMs).map(([cellId]) => cellId);
  }

  /** Those that nobody claimed for too long, taken out. */
  overdue(nowMs: number): TakenCell[] {
    const late = [...this.byId.values()].filter((cell) => nowMs - cell.atMs > patienceMs);
    for (const cell of late) this.byId.delete(cell.cellId);
    return late;
  }

  hasTake(takeId: string): boolean {
    return [...this.byId.values()].some((cell) => cell.takeId === takeId);
  }

  /** Server → how many are on their way to it. */
  counts(): Map<string, number> {
    const counts = new Map<string, number>();
    for (const { serverId } of this.byId.values()) counts.set(serverId, (counts.get(serverId) ?? 0) + 1);
    return counts;
  }

  clear(): void {
    this.byId.clear();
  }
}
