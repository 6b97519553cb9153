import type { Json } from '@gridscope/comfy';

/** Whether a node of an executed prompt says that it is never the same twice: ComfyUI writes its `is_changed` as NaN into the picture. */
export function drawsAfresh(prompt: Json): boolean {
  return Object.values(prompt ?? {}).some((node) => isObject(node) && isNaNOrHoldsIt(node.is_changed));
}

function isNaNOrHoldsIt(value: Json | undefined): boolean {
  return Array.isArray(value) ? value.some(isNaNOrHoldsIt) : typeof value === 'number' && Number.isNaN(value);
}

function isObject(value: unknown): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
