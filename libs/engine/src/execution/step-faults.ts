import { once } from 'node:events';
import { InterruptedError } from '../nodes/node.js';
import type { EngineFaults } from './engine-options.js';

/** The faults that strike at a sampling step. */
export class StepFaults {
  private sampledPrompts = 0;
  private hasSampled = false;

  constructor(private readonly faults: EngineFaults, private readonly crash: () => void) {}

  /** To be called when a prompt starts. */
  begin(): void {
    this.hasSampled = false;
  }

  /** Crashes or hangs where the options say so; a hanging step ends only by interruption. */
  async beforeStep(step: number, signal: AbortSignal): Promise<void> {
    if (!this.hasSampled) {
      this.hasSampled = true;
      this.sampledPrompts += 1;
    }
    const { crashAt, hangPrompts = 0 } = this.faults;
    if (crashAt?.prompt === this.sampledPrompts && crashAt.step === step) return this.stop(signal);
    if (this.sampledPrompts <= hangPrompts) await hang(signal);
  }

  private async stop(signal: AbortSignal): Promise<void> {
    this.crash();
    await hang(signal);
  }
}

async function hang(signal: AbortSignal): Promise<never> {
  if (!signal.aborted) await once(signal, 'abort');
  throw new InterruptedError();
}
