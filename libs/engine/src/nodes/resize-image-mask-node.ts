import type { EngineNode } from './node.js';
import type { NodeInputs } from './node-inputs.js';
import { imageAsMask, maskAsImage } from './image-ops/image.js';
import { fillMissingSide, resizeImage } from './image-ops/resize-image.js';
import { roundHalfEven } from './image-ops/round-half-even.js';
import { specOf } from './spec.js';
import type { Image, Mask } from './values.js';

interface Target { width: number; height: number; crop?: string }
type TargetOf = (inputs: NodeInputs, image: Image) => Target;

const scaled = ({ width, height }: Image, factor: number): Target => ({ width: roundHalfEven(width * factor), height: roundHalfEven(height * factor) });

/** The new size for each way of saying it; what belongs to the way has its name as a prefix. */
const targets: Readonly<Record<string, TargetOf>> = {
  'scale dimensions': (inputs, image) => ({
    ...fillMissingSide(image, inputs.number('resize_type.width'), inputs.number('resize_type.height')),
    crop: inputs.text('resize_type.crop'),
  }),
  'scale by multiplier': (inputs, image) => scaled(image, inputs.number('resize_type.multiplier')),
  'scale longer dimension': (inputs, image) => scaled(image, inputs.number('resize_type.longer_size') / Math.max(image.width, image.height)),
  'scale shorter dimension': (inputs, image) => scaled(image, inputs.number('resize_type.shorter_size') / Math.min(image.width, image.height)),
  'scale width': (inputs, image) => fillMissingSide(image, inputs.number('resize_type.width'), 0),
  'scale height': (inputs, image) => fillMissingSide(image, 0, inputs.number('resize_type.height')),
  'scale total pixels': (inputs, image) => scaled(image, Math.sqrt((inputs.number('resize_type.megapixels') * 1024 * 1024) / (image.width * image.height))),
  'match size': (inputs) => {
    const { width, height } = pictureOf(inputs, 'resize_type.match');
    return { width, height, crop: inputs.text('resize_type.crop') };
  },
  'scale to multiple': (inputs, { width, height }) => {
    const multiple = inputs.number('resize_type.multiple');
    return { width: Math.floor(width / multiple) * multiple, height: Math.floor(height / multiple) * multiple, crop: 'center' };
  },
};

/** A picture or mask in another size, said in one of nine ways. */
export const resizeImageMaskNode: EngineNode = {
  name: 'ResizeImageMaskNode',
  spec: specOf('ResizeImageMaskNode'),
  run(inputs) {
    const type = inputs.text('resize_type');
    const targetOf = targets[type];
    if (targetOf === undefined) throw new RangeError(`Unsupported resize type: ${type}`);
    const image = pictureOf(inputs, 'input');
    const target = targetOf(inputs, image);
    const size = { ...target, width: Math.max(1, target.width), height: Math.max(1, target.height) };
    const resized = resizeImage(image, { ...size, method: inputs.text('scale_method') });
    return { outputs: [isMask(inputs.value('input')) ? imageAsMask(resized) : resized] };
  },
};

function pictureOf(inputs: NodeInputs, name: string): Image {
  return isMask(inputs.value(name)) ? maskAsImage(inputs.mask(name)) : inputs.image(name);
}

function isMask(value: unknown): value is Mask {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'MASK';
}
