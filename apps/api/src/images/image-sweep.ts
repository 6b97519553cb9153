import { Inject, Injectable } from '@nestjs/common';
import { type ImageStore, isThumbnailKey, type StoredFile } from './image-store.js';
import { ImagesRepository } from './images.repository.js';
import { imageStoreToken } from './images.service.js';

/** Younger files and rows may belong to work that is just being stored. */
const graceMs = 10 * 60_000;
const chunk = 200;

/** Removes pictures that nothing shows any more, and files that a crash left without a row. Never called in a request. */
@Injectable()
export class ImageSweep {
  constructor(
    @Inject(imageStoreToken) private readonly store: ImageStore,
    private readonly repository: ImagesRepository,
  ) {}

  /** Rows first: a crash in between leaves files without rows, which the second half finds. */
  async run(nowMs: number, signal: AbortSignal): Promise<void> {
    await this.removeRows(nowMs - graceMs, signal);
    await this.store.clean(nowMs - graceMs);
    let files: StoredFile[] = [];
    for await (const file of this.store.list()) {
      if (signal.aborted) return;
      if (file.storedAtMs >= nowMs - graceMs) continue;
      files.push(file);
      if (files.length === chunk) {
        await this.removeOrphans(files, nowMs - graceMs);
        files = [];
      }
    }
    await this.removeOrphans(files, nowMs - graceMs);
  }

  private async removeRows(beforeMs: number, signal: AbortSignal): Promise<void> {
    for (;;) {
      const hashes = await this.repository.unreferenced(beforeMs, chunk);
      for (const hash of hashes) {
        if (signal.aborted) return;
        await this.repository.removeUnreferenced(hash);
      }
      if (hashes.length < chunk) return;
    }
  }

  /** Asked again right before: a file that is put anew in the meantime has a new time. */
  private async removeOrphans(files: readonly StoredFile[], beforeMs: number): Promise<void> {
    const needed = await this.repository.neededAmong([...new Set(files.map(hashOf))]);
    for (const file of files) {
      if (needed.has(hashOf(file))) continue;
      const now = await this.store.find(file.key);
      if (now !== undefined && now.storedAtMs < beforeMs) await this.store.remove(file.key);
    }
  }
}

function hashOf({ key }: StoredFile): string {
  return isThumbnailKey(key) ? key.slice(0, 64) : key;
}
