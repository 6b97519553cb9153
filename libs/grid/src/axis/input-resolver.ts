import type { InputKind } from './input-kind.js';
import type { InputPath } from './operation.js';
import type { Scalar } from './scalar.js';

/** Turns what people call an input or a node into ids of one workflow. Given by whoever knows the workflow. */
export interface InputResolver {
  /** `value`: what the workflow has there now. */
  resolve(path: string): { ok: true; path: InputPath; kind: InputKind; value?: Scalar } | { ok: false; message: string };
  resolveNode(name: string): { ok: true; node: string } | { ok: false; message: string };
}
