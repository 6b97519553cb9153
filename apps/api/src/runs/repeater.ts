import { Logger } from '@nestjs/common';

/** Does something again and again until it is told to stop. A turn is never overtaken by the next; one that throws is logged. */
export class Repeater {
  private readonly logger = new Logger('runs');
  private timer: NodeJS.Timeout | undefined;
  private underWay: Promise<void> | undefined;
  private isWanted = false;
  private isStopped = false;

  constructor(private readonly work: () => Promise<void>) {}

  start(everyMs: number): void {
    this.timer = setInterval(() => this.now(), everyMs);
  }

  /** One turn now, unless one is under way. */
  now(): void {
    if (this.isStopped || this.underWay !== undefined) return;
    this.isWanted = false;
    this.underWay = this.work()
      .catch((error: unknown) => {
        if (!this.isStopped) this.logger.error(error);
      })
      .finally(() => {
        this.underWay = undefined;
        if (this.isWanted) this.now();
      });
  }

  /** One turn that begins after this, even where one is under way. */
  again(): void {
    this.isWanted = this.underWay !== undefined;
    this.now();
  }

  stop(): void {
    this.isStopped = true;
    clearInterval(this.timer);
  }
}
