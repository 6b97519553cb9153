/** The sampler's previews as pictures: the newest that is decoded stays until the next one is, so that none flashes. */
export class PreviewPictures {
  private readonly shown = new Map<number, { address: string; picture: HTMLImageElement }>();
  private readonly wanted = new Map<number, string>();

  constructor(private readonly onArrival: () => void) {}

  /** What to draw for a cell now; asks for the preview if it is another one. */
  get(index: number, address: string): HTMLImageElement | undefined {
    const shown = this.shown.get(index);
    if (shown?.address !== address && !this.wanted.has(index)) void this.load(index, address);
    return shown?.picture;
  }

  /** Forgets the cells that no longer run. */
  keepOnly(isRunning: (index: number) => boolean): void {
    for (const index of this.shown.keys()) if (!isRunning(index)) this.shown.delete(index);
  }

  /** Through an image element: the page's content security policy lets data addresses be pictures and nothing else. */
  private async load(index: number, address: string): Promise<void> {
    this.wanted.set(index, address);
    const picture = new Image();
    picture.src = address;
    try {
      await picture.decode();
      this.shown.set(index, { address, picture });
    } catch {
      // A preview that cannot be read is left out: the next one is on its way.
      this.shown.set(index, { address, picture: this.shown.get(index)?.picture ?? picture });
    } finally {
      this.wanted.delete(index);
    }
    this.onArrival();
  }
}
