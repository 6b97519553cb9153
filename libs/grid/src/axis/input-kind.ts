import type { IntText, Scalar } from './scalar.js';

/** A whole number, both ends included; decimal text beyond 2^53. A step is a hint of ComfyUI's page, never a rule. */
export interface IntKind {
  type: 'int';
  min?: IntText;
  max?: IntText;
  step?: number;
  isSeed?: boolean;
}

/** A fraction, both ends included. A step is a hint of ComfyUI's page, never a rule. */
export interface FloatKind {
  type: 'float';
  min?: number;
  max?: number;
  step?: number;
}

/** One of a list. `isOpen`: the list is not the whole truth (uploads, remote lists), so a miss is a warning. */
export interface ChoiceKind {
  type: 'choice';
  choices: readonly Scalar[];
  isOpen?: boolean;
}

/** What an input takes; the shape that `listInputs` of libs/comfy gives. An image is `image:<sha256>` of an upload, or a file name on the server. */
export type InputKind =
  | IntKind
  | FloatKind
  | ChoiceKind
  | { type: 'text'; multiline?: boolean }
  | { type: 'boolean' }
  | { type: 'image' };
