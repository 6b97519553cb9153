import { Injectable } from '@nestjs/common';

/** How far each running cell is, 0 to 1. In memory alone: it changes many times a second and means nothing after a restart. */
@Injectable()
export class RunningProgress {
  private readonly byTake = new Map<string, number>();

  of(takeId: string): number {
    return this.byTake.get(takeId) ?? 0;
  }

  note(takeId: string, progress: number): void {
    this.byTake.set(takeId, progress);
  }

  forget(takeId: string): void {
    this.byTake.delete(takeId);
  }
}
