import type { Clip, ModelFamily } from '../values.js';

const familyByType: Readonly<Record<string, ModelFamily>> = { stable_diffusion: 'sd15', sdxl: 'sdxl', sd3: 'sd3', flux: 'flux', flux2: 'flux' };

/** A text encoder of one or several files, read as the type says; types of other families are read as SD3's. */
export function clipOfType(names: readonly string[], type: string): Clip {
  return { kind: 'CLIP', name: names.join('+'), family: familyByType[type] ?? 'sd3', loras: [] };
}
