import { randomUUID } from 'node:crypto';
import { type ProcessEntry, type ProcessFolder, thisMachine } from './process-folder.js';

/** This process and those that it shares its data with. */
export abstract class Processes {
  /** A new one each start: whoever carries another one is another process, or an earlier life of this one. */
  abstract readonly workerId: string;
  /** The data is this process's alone: every other worker id is of a process that ended. */
  abstract readonly isAlone: boolean;
  /** Undefined: it is on another machine, where only its lease tells. */
  abstract isAlive(workerId: string): Promise<boolean | undefined>;
  /** Every process that lives, this one among them, oldest first. */
  abstract all(): Promise<ProcessEntry[]>;
}

/** What a process says of itself when it starts. */
export async function newEntry(role: ProcessEntry['role'], nowMs: number): Promise<ProcessEntry> {
  return { workerId: randomUUID(), pid: process.pid, role, startedAt: nowMs, ...(await thisMachine()) };
}

export class LoneProcess extends Processes {
  readonly workerId: string;
  readonly isAlone = true;

  constructor(private readonly own: ProcessEntry) {
    super();
    this.workerId = own.workerId;
  }

  isAlive(workerId: string): Promise<boolean> {
    return Promise.resolve(workerId === this.workerId);
  }

  all(): Promise<ProcessEntry[]> {
    return Promise.resolve([this.own]);
  }
}

export class SharingProcess extends Processes {
  readonly workerId: string;
  readonly isAlone = false;

  /** `isEverybodyHere`: all processes use this very folder, so who is not in it has ended. */
  constructor(
    own: ProcessEntry,
    private readonly folder: ProcessFolder,
    private readonly isEverybodyHere: boolean,
  ) {
    super();
    this.workerId = own.workerId;
  }

  async isAlive(workerId: string): Promise<boolean | undefined> {
    if (workerId === this.workerId) return true;
    switch (await this.folder.find(workerId)) {
      case 'alive':
        return true;
      case 'ended':
        return false;
      case 'elsewhere':
        return undefined;
      case 'unknown':
        return this.isEverybodyHere ? false : undefined;
    }
  }

  all(): Promise<ProcessEntry[]> {
    return this.folder.living();
  }
}
