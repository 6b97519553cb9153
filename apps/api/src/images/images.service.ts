import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/knex';
import type { UploadView } from '@gridscope/contract';
import type { Image } from '../database/entities/image.entity.js';
import { notFound, RefusedError } from '../http/refused.error.js';
import { type ImageStore, NotStoredError, thumbnailKey } from './image-store.js';
import { type ImageRow, ImagesRepository } from './images.repository.js';
import { judgePicture, type Picture } from './picture.js';
import { decodePixels, largestThumbnailPx, makeThumbnails, type Pixels, type ThumbnailSizePx } from './thumbnails.js';

export type { ImageRow } from './images.repository.js';

export const imageStoreToken = Symbol('ImageStore');

/** Bytes in the store that are no picture. */
export interface KeptFile {
  hash: string;
  sizeBytes: number;
}

/** A picture in the store with its thumbnails; its row is still to be put down. */
export interface KeptPicture extends KeptFile {
  picture: Picture;
  pixels: Pixels;
}

/** The content begins as a picture does and cannot be decoded. */
export class BrokenPictureError extends Error {
  constructor(options?: ErrorOptions) {
    super('A picture came that begins as one and cannot be decoded; it was not kept.', options);
    this.name = 'BrokenPictureError';
  }
}

/** Keeps pictures and other outputs, and gives them out. */
@Injectable()
export class ImagesService {
  constructor(
    @Inject(imageStoreToken) private readonly store: ImageStore,
    private readonly repository: ImagesRepository,
  ) {}

  /** Keeps any bytes; what the content shows to be a picture gets its thumbnails. Throws StoreFullError, BrokenPictureError. */
  async keep(bytes: Uint8Array): Promise<KeptFile | KeptPicture> {
    const hash = createHash('sha256').update(bytes).digest('hex');
    const kept = { hash, sizeBytes: bytes.byteLength };
    const picture = await judgePicture(bytes);
    if (picture === undefined) {
      await this.store.put(hash, bytes);
      return kept;
    }
    const pixels = await decodeOrRefuse(bytes);
    await Promise.all([this.store.put(hash, bytes), this.putThumbnails(hash, pixels)]);
    return { ...kept, picture, pixels };
  }

  /** Puts rows of kept pictures down, within the caller's transaction. */
  record(em: EntityManager, rows: readonly ImageRow[]): Promise<void> {
    return this.repository.add(em, rows);
  }

  async upload(bytes: Uint8Array, name: string, nowMs: number): Promise<UploadView> {
    const kept = await this.keepUpload(bytes);
    await this.repository.addUpload(imageRow(kept, { isUpload: true, createdAt: nowMs }));
    return { image: kept.hash, name, widthPx: kept.picture.widthPx, heightPx: kept.picture.heightPx, sizeBytes: kept.sizeBytes };
  }

  private async keepUpload(bytes: Uint8Array): Promise<KeptPicture> {
    if ((await judgePicture(bytes)) === undefined) {
      throw new RefusedError('That file is no picture: PNG, JPEG, WebP, GIF, AVIF and TIFF are taken, judged by their content.');
    }
    try {
      const kept = await this.keep(bytes);
      if (isPicture(kept)) return kept;
    } catch (error) {
      if (error instanceof BrokenPictureError) throw new RefusedError('That picture is broken: it cannot be decoded.', { cause: error });
      throw error;
    }
    throw new Error('a picture was judged otherwise the second time');
  }

  /** Keeps a picture that a server draws from, as if it had been uploaded; its hash, or undefined where the bytes are no picture. */
  async keepInput(bytes: Uint8Array, nowMs: number): Promise<string | undefined> {
    if ((await judgePicture(bytes)) === undefined) return undefined;
    return (await this.upload(bytes, '', nowMs)).image;
  }

  /** Throws RefusedError (404). */
  async get(hash: string): Promise<Image> {
    const image = await this.repository.find(hash);
    if (image === null) throw notFound('image', hash);
    return image;
  }

  /** Original bytes. Throws NotStoredError. */
  read(hash: string): Promise<Uint8Array> {
    return this.store.read(hash);
  }

  /** A WebP that fits into the size; the whole picture where that is smaller. Made again where it is missing. */
  async thumbnail(hash: string, sizePx: ThumbnailSizePx): Promise<Uint8Array> {
    // Nearly always there; asking for the row first would be half the time of a page of ten thousand.
    const there = await this.readThumbnail(hash, sizePx);
    if (there !== undefined) return there;
    const image = await this.get(hash);
    const largest = largestThumbnailPx(image.widthPx, image.heightPx);
    const wanted = sizePx < largest ? sizePx : largest;
    const smaller = wanted < sizePx ? await this.readThumbnail(hash, wanted) : undefined;
    if (smaller !== undefined) return smaller;
    const made = await this.putThumbnails(hash, await decodePixels(await this.store.read(hash)));
    const thumbnail = made.get(wanted);
    if (thumbnail === undefined) throw new NotStoredError(thumbnailKey(hash, wanted));
    return thumbnail;
  }

  /** They are not synced when written, so a crash can leave an empty one. */
  private async readThumbnail(hash: string, sizePx: number): Promise<Uint8Array | undefined> {
    try {
      const bytes = await this.store.read(thumbnailKey(hash, sizePx));
      if (bytes.byteLength > 0) return bytes;
    } catch (error) {
      if (!(error instanceof NotStoredError)) throw error;
      return undefined;
    }
    await this.store.remove(thumbnailKey(hash, sizePx));
    return undefined;
  }

  private async putThumbnails(hash: string, pixels: Pixels): Promise<Map<ThumbnailSizePx, Uint8Array>> {
    const thumbnails = await makeThumbnails(pixels);
    await Promise.all([...thumbnails].map(([sizePx, bytes]) => this.store.put(thumbnailKey(hash, sizePx), bytes)));
    return thumbnails;
  }
}

/** Whether what was kept is a picture. */
export function isPicture(kept: KeptFile | KeptPicture): kept is KeptPicture {
  return 'picture' in kept;
}

/** The row of a kept picture. */
export function imageRow(kept: KeptPicture, more: { isUpload: boolean; createdAt: number; metadata?: string }): ImageRow {
  const { format, widthPx, heightPx } = kept.picture;
  return { hash: kept.hash, sizeBytes: kept.sizeBytes, format, widthPx, heightPx, ...more };
}

async function decodeOrRefuse(bytes: Uint8Array): Promise<Pixels> {
  try {
    return await decodePixels(bytes);
  } catch (error) {
    throw new BrokenPictureError({ cause: error });
  }
}
