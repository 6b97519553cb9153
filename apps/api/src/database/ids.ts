import { v7 } from 'uuid';

/** A new id; version 7, so that ids sort by age. */
export function newId(): string {
  return v7();
}

/** Who owns everything until there are accounts. */
export const localOwner = 'local';
