import type { Mask } from '../values.js';
import { makeMask } from './image.js';

/** The mask, rounded to 0 and 1, grown by a square of so many pixels a side. */
export function growMask(mask: Mask, pixels: number): Mask {
  const hard = makeMask(mask, mask.data.map((value) => Math.round(value)));
  if (pixels === 0) return hard;
  const reach = { before: Math.ceil((pixels - 1) / 2), after: Math.floor((pixels - 1) / 2) };
  const wide = spread(hard, reach, 1, hard.width);
  return spread(wide, reach, hard.width, hard.height);
}

// Along one axis: the greatest of the neighbours; `stride` numbers lie between two of them, `length` of them in a line.
function spread(mask: Mask, { before, after }: { before: number; after: number }, stride: number, length: number): Mask {
  const data = mask.data.map((_, i) => {
    const place = Math.floor(i / stride) % length;
    let greatest = 0;
    for (let by = -Math.min(before, place); by <= Math.min(after, length - 1 - place); by++) greatest = Math.max(greatest, mask.data[i + by * stride] ?? 0);
    return greatest;
  });
  return makeMask(mask, data);
}
