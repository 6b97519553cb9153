import type { InputKind } from './input-kind.js';
import type { Parsed } from './parsed.js';
import type { AxisContext, TypedValue } from './typed-value.js';

export function parseAxisValues(text: string, kind: InputKind, context: AxisContext = {}): Parsed<TypedValue[]> {
  throw new Error(`not built yet: ${text} ${kind.type} ${String(context.random)}`);
}
