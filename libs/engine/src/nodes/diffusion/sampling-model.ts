import type { Model as SamplingModel, SamplingOverride } from '../../sampling/model.js';
import type { Model } from '../values.js';

/** A model as the sampler takes it. */
export function samplingModel({ name, family, loras, sampling }: Model): SamplingModel {
  const override = sampling === undefined ? undefined : samplingOverride(sampling);
  return { name, family, loras, ...(override === undefined ? {} : { samplingOverride: override }) };
}

/** `prediction` is `flow` (ModelSamplingSD3), `flux` (ModelSamplingFlux) or what ModelSamplingDiscrete names. */
function samplingOverride({ prediction, shift = 1, hasZeroTerminalSnr = false }: NonNullable<Model['sampling']>): SamplingOverride {
  if (prediction === 'flow' || prediction === 'flux') return { kind: prediction, shift };
  return { kind: 'discrete', zeroTerminalSnr: hasZeroTerminalSnr };
}
