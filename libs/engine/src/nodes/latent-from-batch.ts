import type { EngineNode } from './node.js';
import { pickLatents } from './diffusion/latent-samples.js';
import { specOf } from './spec.js';
import type { Latent } from './values.js';

/** Some pictures of a batch, which keep the noise of their places; a negative index counts from the end. */
export const latentFromBatch: EngineNode = {
  name: 'LatentFromBatch',
  spec: specOf('LatentFromBatch'),
  run(inputs) {
    const latent = inputs.latent('samples');
    const index = inputs.number('batch_index');
    const first = index < 0 ? Math.max(0, latent.batch + index) : Math.min(index, latent.batch - 1);
    const length = Math.min(inputs.number('length'), latent.batch - first);
    const places = Array.from({ length }, (_, i) => first + i);
    const batchIndex = places.map((place) => latent.batchIndex?.[place] ?? place);
    const picked: Latent = { ...pickLatents(latent, places), batchIndex };
    return { outputs: [picked] };
  },
};
