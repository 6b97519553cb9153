import type { EngineNode } from './node.js';
import { loadImage } from './load-image.js';
import { specOf } from './spec.js';

/** LoadImage with the output folder's files to choose from, which a page asks for by itself. */
export const loadImageOutput: EngineNode = { ...loadImage, name: 'LoadImageOutput', spec: specOf('LoadImageOutput') };
