import type { EngineFaults } from '../execution/engine-options.js';

/** Sends messages with what the faults do to them. */
export class MessageFaults {
  private sentCount = 0;

  constructor(private readonly faults: EngineFaults, private readonly cutSockets: () => void) {}

  /** Calls `send` never, once, twice or later; cuts all sockets when it is time. */
  pass(type: string, send: () => void): void {
    const { delayMessagesMs = 0, closeSocketsAfterMessages } = this.faults;
    const times = isNamed(this.faults.dropMessages, type) ? 0 : isNamed(this.faults.doubleMessages, type) ? 2 : 1;
    for (let time = 0; time < times; time++) {
      if (delayMessagesMs > 0) setTimeout(send, delayMessagesMs).unref();
      else send();
    }
    this.sentCount += 1;
    if (this.sentCount === closeSocketsAfterMessages) this.cutSockets();
  }
}

function isNamed(types: readonly string[] | undefined, type: string): boolean {
  return types !== undefined && (types.includes(type) || types.includes('*'));
}
