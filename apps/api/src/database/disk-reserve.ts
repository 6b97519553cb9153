import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Config } from '../config/config.js';

/** Enough for the rows that say why nothing goes on. */
const sizeBytes = 4 * 1024 * 1024;

/** Room on the disk that is kept for the moment when there is none left: without it the program could not even put down that the disk is full. */
@Injectable()
export class DiskReserve implements OnApplicationBootstrap {
  private readonly path: string;
  private isHeld = false;

  constructor(config: Config) {
    this.path = join(config.dataFolder, 'reserve');
  }

  onApplicationBootstrap(): Promise<void> {
    return this.hold();
  }

  /** Takes the room, where it was given up and there is some again. */
  async hold(): Promise<void> {
    if (this.isHeld) return;
    try {
      await writeFile(this.path, new Uint8Array(sizeBytes));
      this.isHeld = true;
    } catch (error) {
      await rm(this.path, { force: true });
      if (!(error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT'))) throw error;
    }
  }

  async release(): Promise<void> {
    this.isHeld = false;
    await rm(this.path, { force: true });
  }
}
