import type { CellView } from '@gridscope/contract';
import { shallowRef, type ShallowRef } from 'vue';

export interface CellPreview {
  /** 0 to 1. */
  progress: number;
  /** A data address. */
  preview?: string;
}

/** The cells of one plan by index. Reading `version` is what makes a reader hear of changes: one counter, however many cells change at once. */
export class PlanCells {
  readonly version: ShallowRef<number> = shallowRef(0);
  /** Up to which nothing is missing: every change of a cell counts one up. */
  sequence = 0;
  /** The highest that is known to be there, heard of or not. */
  private newest = 0;
  private readonly byIndex: (CellView | undefined)[] = [];
  private readonly previews = new Map<number, CellPreview>();

  at(index: number): CellView | undefined {
    return this.byIndex[index];
  }

  previewAt(index: number): CellPreview | undefined {
    return this.previews.get(index);
  }

  /** The known cells, by rising index. */
  all(): CellView[] {
    return this.byIndex.filter((cell) => cell !== undefined);
  }

  /** Sizes of the finished cells' pictures. */
  *pictureSizes(): Generator<{ width: number; height: number }> {
    for (const cell of this.byIndex) if (cell?.state === 'done' && cell.lead !== undefined) yield { width: cell.lead.widthPx, height: cell.lead.heightPx };
  }

  /** Takes what is newer than what is known; late and doubled cells change nothing. `after`: every change after it is among them. */
  apply(cells: readonly CellView[], after?: number): void {
    for (const cell of cells) {
      this.expect(cell.sequence);
      const known = this.byIndex[cell.index];
      if (known !== undefined && known.sequence > cell.sequence) continue;
      this.byIndex[cell.index] = cell;
      if (cell.state !== 'running') this.previews.delete(cell.index);
    }
    if (after !== undefined && after <= this.sequence) this.completeThrough(cells.at(-1)?.sequence ?? after);
    this.changed();
  }

  /** Nothing is missing up to here. */
  completeThrough(sequence: number): void {
    this.sequence = Math.max(this.sequence, sequence);
    this.expect(sequence);
  }

  /** The plan has come this far. */
  expect(sequence: number): void {
    this.newest = Math.max(this.newest, sequence);
  }

  /** Something has not arrived: it is on its way, or lost. */
  get hasGap(): boolean {
    return this.newest > this.sequence;
  }

  /** Shown only while the cell runs. */
  preview(index: number, preview: CellPreview): void {
    if (this.byIndex[index]?.state !== 'running') return;
    this.previews.set(index, { ...preview, preview: preview.preview ?? this.previews.get(index)?.preview });
    this.changed();
  }

  private changed(): void {
    this.version.value += 1;
  }
}
