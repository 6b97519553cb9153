import { execFileSync, spawnSync } from 'node:child_process';
import { writeFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** A folder that lies on a disk of its own, which can be filled. */
export interface SmallDisk {
  folder: string;
  /** Leaves no room. */
  fill(): Promise<void>;
  /** Makes room again. */
  empty(): Promise<void>;
  unmount(): void;
}

/** Puts a disk of some MiB, in memory, under a folder; undefined where this system does not let us (it needs Linux and root). */
export function mountSmallDisk(folder: string, sizeMiB: number): SmallDisk | undefined {
  if (process.platform !== 'linux') return undefined;
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${sizeMiB}m`, 'tmpfs', folder]).status !== 0) return undefined;
  const filler = join(folder, 'filler');
  return {
    folder,
    fill: async () => {
      for (let sizeBytes = sizeMiB * 1024 * 1024, place = 0; sizeBytes >= 4_096; place += 1) {
        const isWritten = await writeFile(`${filler}-${place}`, new Uint8Array(sizeBytes)).then(() => true, isDiskFull);
        if (!isWritten) sizeBytes = Math.floor(sizeBytes / 2);
      }
    },
    empty: async () => {
      // As many as there are at most: each is half of the one before, or as large.
      for (let place = 0; place < 200; place += 1) await rm(`${filler}-${place}`, { force: true });
    },
    unmount: () => void execFileSync('umount', ['-l', folder]),
  };
}

/** What was written up to there stays and takes its place; false: try less. */
function isDiskFull(error: unknown): false {
  if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') return false;
  throw error;
}
