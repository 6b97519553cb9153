import { RefusedError } from '../http/refused.error.js';
import type { StoreKey } from './image-store.js';

/** Somebody asks for a picture whose row is there and whose file is not. */
export class GoneError extends RefusedError {
  constructor(key: StoreKey, cause?: unknown) {
    super(`The file of picture ${key} is not in the data folder any more: it was removed from outside. Draw its cell again, or restore it from a backup.`, { status: 404, cause });
    this.name = 'GoneError';
  }
}
