import type { Readable } from 'node:stream';

/** A file of the store: the SHA-256 of its bytes, or that of the picture it was made from with a size in pixels behind it (`<hash>-128`). */
export type StoreKey = string;

/** A stretch of a file in bytes, both ends included. */
export interface ByteRange {
  from: number;
  to: number;
}

/** What lies in the store. */
export interface StoredFile {
  key: StoreKey;
  sizeBytes: number;
  /** When it was last put there, UTC milliseconds. */
  storedAtMs: number;
}

/** Where the bytes of pictures and other outputs lie, by what they are. */
export interface ImageStore {
  /**
   * Keeps the bytes under the key. A picture is there whole and for good when this returns, or it throws and nothing is.
   * Bytes that are there already stay, and count as put there now.
   * Throws StoreFullError when there is no room.
   */
  put(key: StoreKey, bytes: Uint8Array): Promise<void>;
  /** Throws NotStoredError. */
  read(key: StoreKey): Promise<Uint8Array>;
  /** The bytes as a stream, whole or a stretch of them. Throws NotStoredError. */
  open(key: StoreKey, range?: ByteRange): Promise<Readable>;
  /** Undefined where there is no such file. */
  find(key: StoreKey): Promise<StoredFile | undefined>;
  /** Nothing happens where there is none. */
  remove(key: StoreKey): Promise<void>;
  /** Every file, in no order; half-written ones are not among them. */
  list(): AsyncIterable<StoredFile>;
  /** Removes what a crash left half-written before `beforeMs`. */
  clean(beforeMs: number): Promise<void>;
}

/** There is no such file in the store. */
export class NotStoredError extends Error {
  constructor(readonly key: StoreKey, options?: ErrorOptions) {
    super(`The picture store has no ${key}; its file was removed from outside.`, options);
    this.name = 'NotStoredError';
  }
}

/** There is no room for what should be kept. */
export class StoreFullError extends Error {
  constructor(where: string, options?: ErrorOptions) {
    super(`The disk of ${where} is full: a picture could not be kept. Make room there, then go on.`, options);
    this.name = 'StoreFullError';
  }
}

const keyPattern = /^[0-9a-f]{64}(-\d{1,4})?$/;

/** Refuses what is no key: no path from outside ever becomes one. */
export function checkKey(key: StoreKey): StoreKey {
  if (!keyPattern.test(key)) throw new RangeError(`"${key}" is no key of the picture store`);
  return key;
}

/** Key of a thumbnail. */
export function thumbnailKey(hash: string, sizePx: number): StoreKey {
  return `${hash}-${sizePx}`;
}

/** Whether the key is of something that can be made again. */
export function isThumbnailKey(key: StoreKey): boolean {
  return key.includes('-');
}
