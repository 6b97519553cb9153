import type { Scalar } from './scalar.js';

/** A resolved input: `<node id>.<input>`, for example `3.seed` or `54:73.text`. */
export type InputPath = string;

/** What a value does to a cell. In a cell: every `set`, then all `replace` at once, then `append`, then `bypass`. */
export type Operation =
  | { op: 'set'; input: InputPath; value: Scalar }
  | { op: 'replace'; in: InputPath[]; search: string; replacement: string; caseSensitive: boolean }
  | { op: 'append'; to: InputPath[]; text: string }
  | { op: 'bypass'; node: string };
