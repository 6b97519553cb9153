import type { Killable } from '../support/killable.js';

/** A process of the program, as far as it is told from others. */
export type Program = Pick<Killable, 'pid'>;

/** Processes, and where each answers. */
export interface Programs {
  programs: readonly Program[];
  originOf(program: Program): string | undefined;
}

const pauseMs = 300;
const patienceMs = 10_000;

/** Asks every process how it is, again and again: one that was slow to answer lacked a processor, or its database did. */
export class Pulse {
  private readonly slowAtMs = new Map<Program, number>();
  private isOver = false;
  private asking: Promise<unknown> = Promise.resolve();

  constructor(private readonly cluster: Programs, private readonly slowMs: number) {}

  start(): void {
    this.asking = Promise.all(this.cluster.programs.map((program) => this.follow(program)));
  }

  async stop(): Promise<void> {
    this.isOver = true;
    await this.asking;
  }

  /** Whether it has answered at once ever since. */
  wasWell(program: Program, sinceMs: number): boolean {
    return (this.slowAtMs.get(program) ?? 0) < sinceMs;
  }

  private async follow(program: Program): Promise<void> {
    while (!this.isOver) {
      const startedAtMs = Date.now();
      const isAnswered = await this.answers(program);
      if (!isAnswered || Date.now() - startedAtMs > this.slowMs) this.slowAtMs.set(program, Date.now());
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }

  /** Whatever it answers: that it does is what counts. */
  private async answers(program: Program): Promise<boolean> {
    try {
      const answer = await fetch(`${this.cluster.originOf(program) ?? ''}/api/v1/health`, { signal: AbortSignal.timeout(patienceMs) });
      await answer.arrayBuffer();
      return true;
    } catch (error) {
      // It is down, or not up yet: both are no health.
      if (error instanceof Error) return false;
      throw error;
    }
  }
}
