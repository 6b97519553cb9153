import type { EngineNode } from './node.js';
import { pickLatents } from './diffusion/latent-samples.js';
import { specOf } from './spec.js';
import type { Latent } from './values.js';

/** The batch several times over, each time with noise of its own. */
export const repeatLatentBatch: EngineNode = {
  name: 'RepeatLatentBatch',
  spec: specOf('RepeatLatentBatch'),
  run(inputs) {
    const latent = inputs.latent('samples');
    const amount = inputs.number('amount');
    const repeated = pickLatents(latent, Array.from({ length: amount * latent.batch }, (_, i) => i % latent.batch));
    return { outputs: [latent.batchIndex === undefined ? repeated : { ...repeated, batchIndex: repeatPlaces(latent.batchIndex, amount) }] };
  },
};

function repeatPlaces(places: readonly number[], amount: number): Latent['batchIndex'] {
  const span = Math.max(...places) - Math.min(...places) + 1;
  return Array.from({ length: amount }, (_, repeat) => places.map((place) => place + repeat * span)).flat();
}
