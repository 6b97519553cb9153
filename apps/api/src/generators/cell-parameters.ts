import type { Parameters } from '@gridscope/grid';

/** What a cell fixes, as its row keeps it. */
export interface CellParameters extends Parameters {
  /** Pictures that are named as files on the server, by the hash of what they held when the plan was written. */
  pictures?: Record<string, string>;
}

/** Reads what the plan's writer put into the row. */
export function readParameters(text: string): CellParameters {
  // Written by this program alone.
  return JSON.parse(text) as CellParameters;
}

const uploadPattern = /^image:([0-9a-f]{64})$/;

/** The hash in a value that names an upload (`image:<sha256>`). */
export function uploadHash(value: unknown): string | undefined {
  return typeof value === 'string' ? uploadPattern.exec(value)?.[1] : undefined;
}
