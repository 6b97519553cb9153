import type { GridPage, GridPageQuery } from '@gridscope/contract';

/** A decoded picture that a canvas can draw. */
export interface Bitmap {
  readonly width: number;
  readonly height: number;
  close(): void;
}

export interface Atlas<B extends Bitmap> {
  page: GridPage;
  /** Absent while no cell of the page has a picture, or the page is larger than a picture can be. */
  bitmap?: B;
}

export interface AtlasSource<B extends Bitmap> {
  ask(query: GridPageQuery, signal: AbortSignal): Promise<GridPage>;
  /** Downloads and decodes. */
  decode(address: string, signal: AbortSignal): Promise<B>;
}

const bytesPerPixel = 4;

/** Pages of a grid as decoded pictures, those used longest ago let go when they need more memory than there may be. */
export class AtlasCache<B extends Bitmap> {
  private readonly atlases = new Map<string, Atlas<B>>();
  private readonly asking = new Map<string, Promise<void>>();
  private readonly stop = new AbortController();

  constructor(
    private readonly source: AtlasSource<B>,
    private readonly options: { /** Of the decoded pictures together; one page is kept however large. */ budgetBytes: number; onArrival: (query: GridPageQuery) => void },
  ) {}

  get(query: GridPageQuery): Atlas<B> | undefined {
    const key = keyOf(query);
    const atlas = this.atlases.get(key);
    if (atlas === undefined) return undefined;
    this.atlases.delete(key);
    this.atlases.set(key, atlas);
    return atlas;
  }

  /** Gets a page that is not there yet. Throws what asking and decoding throw. */
  async want(query: GridPageQuery): Promise<void> {
    if (!this.atlases.has(keyOf(query))) await this.refresh(query);
  }

  /** Asks for a page again; until the answer is there the old one stays. */
  refresh(query: GridPageQuery): Promise<void> {
    const key = keyOf(query);
    const asking = this.asking.get(key) ?? this.read(key, query).finally(() => this.asking.delete(key));
    this.asking.set(key, asking);
    return asking;
  }

  /** Lets everything go; what is still on its way is dropped. */
  close(): void {
    this.stop.abort();
    for (const { bitmap } of this.atlases.values()) bitmap?.close();
    this.atlases.clear();
  }

  private async read(key: string, query: GridPageQuery): Promise<void> {
    const signal = this.stop.signal;
    const page = await this.source.ask(query, signal);
    const before = this.atlases.get(key);
    if (before !== undefined && before.page.atlas === page.atlas) return;
    const bitmap = page.atlas === undefined ? undefined : await this.source.decode(page.atlas, signal);
    if (signal.aborted) return bitmap?.close();
    this.atlases.delete(key);
    before?.bitmap?.close();
    this.atlases.set(key, { page, ...(bitmap !== undefined && { bitmap }) });
    this.letGo();
    this.options.onArrival(query);
  }

  private letGo(): void {
    const sizeOf = ({ bitmap }: Atlas<B>) => (bitmap === undefined ? 0 : bitmap.width * bitmap.height * bytesPerPixel);
    let bytes = [...this.atlases.values()].reduce((sum, atlas) => sum + sizeOf(atlas), 0);
    for (const [key, atlas] of this.atlases) {
      if (bytes <= this.options.budgetBytes || this.atlases.size === 1) return;
      bytes -= sizeOf(atlas);
      atlas.bitmap?.close();
      this.atlases.delete(key);
    }
  }
}

function keyOf({ x, y, at, tilePx }: GridPageQuery): string {
  return JSON.stringify([x, y, at, tilePx]);
}
