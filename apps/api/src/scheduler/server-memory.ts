import { type LearnedPace, learnPace, type TimedDrawing } from '@gridscope/grid';
import type { EndedDrawing } from './drawings.repository.js';

/** So many of the last drawings tell how fast a server is now, few enough to follow when other work begins; and so many loads, which are rarer. */
const remembered = { warm: 12, loads: 8 };

/** What one server's drawings taught. */
export class ServerMemory {
  pace: LearnedPace = {};
  /** Models of the last cell that it drew. */
  modelKey: string | undefined;
  /** When the last one that is known ended, UTC milliseconds; 0: none is known. */
  lastAtMs = 0;
  private warm: TimedDrawing[] = [];
  private loads: TimedDrawing[] = [];

  /** The oldest first. `isWhole`: there were none before the first of them. */
  learn(drawings: readonly EndedDrawing[], isWhole: boolean): void {
    for (const drawing of drawings) this.add(drawing, isWhole);
    this.pace = learnPace([...this.loads, ...this.warm]);
  }

  /** Where its models or those before are not known it may have loaded or not, and teaches nothing. */
  private add(drawing: EndedDrawing, isWhole: boolean): void {
    const isKnown = this.lastAtMs === 0 ? isWhole : this.modelKey !== undefined;
    const isWarm = drawing.modelKey === this.modelKey;
    if (isKnown && drawing.modelKey !== undefined) this.keep({ ...drawing, isWarm });
    this.modelKey = drawing.modelKey;
    this.lastAtMs = drawing.finishedAt;
  }

  private keep(drawing: TimedDrawing): void {
    if (drawing.isWarm) this.warm = [...this.warm, drawing].slice(-remembered.warm);
    else this.loads = [...this.loads, drawing].slice(-remembered.loads);
  }
}
