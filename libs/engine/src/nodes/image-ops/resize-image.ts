import type { Image } from '../values.js';
import { cropImage } from './crop-image.js';
import { resizeArea } from './resize-area.js';
import { resizeBicubic } from './resize-bicubic.js';
import { resizeBilinear } from './resize-bilinear.js';
import { resizeLanczos } from './resize-lanczos.js';
import { resizeNearest } from './resize-nearest.js';
import { roundHalfEven } from './round-half-even.js';

const methods: Readonly<Record<string, (image: Image, width: number, height: number) => Image>> = {
  'nearest-exact': resizeNearest,
  bilinear: resizeBilinear,
  area: resizeArea,
  bicubic: resizeBicubic,
  lanczos: resizeLanczos,
};

export interface ResizeOptions {
  width: number;
  height: number;
  /** nearest-exact, bilinear, area, bicubic or lanczos. */
  method: string;
  /** `center` cuts what does not fit the new shape, `disabled` stretches. Left out: disabled. */
  crop?: string;
}

/** The picture in another size (pixels, at least 1 each); throws RangeError for an unknown method. */
export function resizeImage(image: Image, { width, height, method, crop = 'disabled' }: ResizeOptions): Image {
  const resize = methods[method];
  if (resize === undefined) throw new RangeError(`no resizing method "${method}"; there are ${Object.keys(methods).join(', ')}`);
  return resize(crop === 'center' ? cropToShape(image, width / height) : image, width, height);
}

/** Width and height with a 0 worked out from the other, in the shape of the picture; two zeros leave it as it is. */
export function fillMissingSide(image: Image, width: number, height: number): { width: number; height: number } {
  if (width === 0 && height === 0) return { width: image.width, height: image.height };
  if (width === 0) return { width: Math.max(1, roundHalfEven((image.width * height) / image.height)), height };
  if (height === 0) return { width, height: Math.max(1, roundHalfEven((image.height * width) / image.width)) };
  return { width, height };
}

function cropToShape(image: Image, shape: number): Image {
  const shapeNow = image.width / image.height;
  const x = shapeNow > shape ? roundHalfEven((image.width - image.width * (shape / shapeNow)) / 2) : 0;
  const y = shapeNow < shape ? roundHalfEven((image.height - image.height * (shapeNow / shape)) / 2) : 0;
  return cropImage(image, { x, y, width: image.width - 2 * x, height: image.height - 2 * y });
}
