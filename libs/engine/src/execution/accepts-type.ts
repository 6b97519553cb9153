import type { Json } from '@gridscope/comfy';

/** Whether an output of one type may be linked to an input of another: equal, any (`*`, match types), unions that overlap, a list into a combo. */
export function acceptsType(received: Json, wanted: string): boolean {
  if (Array.isArray(received)) return wanted === 'COMBO' || wanted === '*';
  if (received === wanted) return true;
  const isAny = (type: Json): boolean => type === '*' || type === 'COMFY_MATCHTYPE_V3';
  if (isAny(received) || isAny(wanted)) return true;
  const offered = String(received).split(',').map((type) => type.trim());
  const taken = new Set(wanted.split(',').map((type) => type.trim()));
  return offered.some((type) => taken.has(type));
}
