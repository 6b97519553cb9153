/** Pictures in full size, decoded and ready to be shown at once; those used longest ago are let go. */
export class FullPictures {
  private readonly ready = new Map<string, HTMLImageElement>();
  private readonly loading = new Map<string, Promise<HTMLImageElement>>();

  constructor(private readonly options: { /** How many are kept. */ limit: number }) {}

  get(address: string): HTMLImageElement | undefined {
    const picture = this.ready.get(address);
    if (picture !== undefined) this.keep(address, picture);
    return picture;
  }

  /** Downloads and decodes. Throws where the picture cannot be had or read. */
  load(address: string): Promise<HTMLImageElement> {
    const picture = this.get(address);
    if (picture !== undefined) return Promise.resolve(picture);
    const loading = this.loading.get(address) ?? this.decode(address).finally(() => this.loading.delete(address));
    this.loading.set(address, loading);
    return loading;
  }

  private async decode(address: string): Promise<HTMLImageElement> {
    const picture = new Image();
    picture.decoding = 'sync';
    picture.draggable = false;
    picture.src = address;
    await picture.decode();
    this.keep(address, picture);
    return picture;
  }

  private keep(address: string, picture: HTMLImageElement): void {
    this.ready.delete(address);
    this.ready.set(address, picture);
    const [oldest] = this.ready.keys();
    if (this.ready.size > this.options.limit && oldest !== undefined) this.ready.delete(oldest);
  }
}
