import type { Bitmap } from './atlas-cache';

export type ThumbnailPx = 64 | 128 | 256 | 512;

const atOnce = 6;
const longestQueue = 300;

/** Decoded thumbnails of single pictures; what was asked for last comes first, since that is what is on the screen. */
export class ThumbnailCache<B extends Bitmap> {
  private readonly loaded = new Map<string, B>();
  private readonly failed = new Set<string>();
  private readonly loading = new Set<string>();
  private waiting: { key: string; image: string; sizePx: ThumbnailPx }[] = [];
  private readonly stop = new AbortController();

  constructor(
    private readonly decode: (image: string, sizePx: ThumbnailPx, signal: AbortSignal) => Promise<B>,
    private readonly options: { /** How many are kept. */ limit: number; onArrival: () => void },
  ) {}

  /** The thumbnail if it is there; else it is asked for. One that could not be had is not asked for again. */
  get(image: string, sizePx: ThumbnailPx): B | undefined {
    const key = `${image} ${sizePx}`;
    const bitmap = this.loaded.get(key);
    if (bitmap === undefined) {
      this.want(key, image, sizePx);
      return undefined;
    }
    this.loaded.delete(key);
    this.loaded.set(key, bitmap);
    return bitmap;
  }

  close(): void {
    this.stop.abort();
    for (const bitmap of this.loaded.values()) bitmap.close();
    this.loaded.clear();
    this.waiting = [];
  }

  private want(key: string, image: string, sizePx: ThumbnailPx): void {
    if (this.loading.has(key) || this.failed.has(key)) return;
    this.waiting = [...this.waiting.filter((one) => one.key !== key).slice(-longestQueue), { key, image, sizePx }];
    this.loadNext();
  }

  private loadNext(): void {
    while (this.loading.size < atOnce) {
      const next = this.waiting.pop();
      if (next === undefined) return;
      void this.load(next);
    }
  }

  private async load({ key, image, sizePx }: { key: string; image: string; sizePx: ThumbnailPx }): Promise<void> {
    this.loading.add(key);
    try {
      const bitmap = await this.decode(image, sizePx, this.stop.signal);
      if (this.stop.signal.aborted) return bitmap.close();
      this.loaded.set(key, bitmap);
      this.letGo();
    } catch {
      // The tile stays empty: its cell's large view says what is wrong with the picture.
      this.failed.add(key);
    } finally {
      this.loading.delete(key);
    }
    if (this.stop.signal.aborted) return;
    this.options.onArrival();
    this.loadNext();
  }

  private letGo(): void {
    for (const [key, bitmap] of this.loaded) {
      if (this.loaded.size <= this.options.limit) return;
      bitmap.close();
      this.loaded.delete(key);
    }
  }
}

/** The smallest thumbnail that is as sharp as the screen shows it. */
export function thumbnailPxFor(devicePx: number): ThumbnailPx {
  if (devicePx <= 64) return 64;
  if (devicePx <= 128) return 128;
  return devicePx <= 256 ? 256 : 512;
}
