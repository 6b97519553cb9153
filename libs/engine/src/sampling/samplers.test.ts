import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { baseSigmas, sigmaAfter } from './base-sigmas.js';
import { kSamplerSigmas } from './sigmas-for.js';
import { samplerNames, samplers } from './samplers.js';
import type { SamplerRun, SamplerStep } from './samplers/sampler.js';

interface RecordedRun {
  model: 'sd15' | 'flow_shift_3';
  sampler: string;
  scheduler: string;
  steps: number;
  cfg?: number;
  model_calls: number;
  model_sigmas?: number[];
  x_at_callback?: number[][];
  result: number[];
}
interface Recording {
  S2: number;
  noise: number[];
  mu: number[];
  mu_empty: number[];
  noise_again: number[];
  runs: RecordedRun[];
}

const path = new URL('../../../../test/recorded/comfyui/0.33.0/sampler-math.json', import.meta.url);
// The recording is our own file; its shape is written above.
const recording = JSON.parse(readFileSync(path, 'utf8')) as Recording;

/** The best denoiser for pictures drawn from N(mean, S2), which every recorded run was given. */
function gaussianDenoiser(mean: readonly number[], isFlow: boolean): SamplerRun['denoise'] {
  return (x, sigma) => {
    const signal = isFlow ? 1 - sigma : 1;
    const gain = (recording.S2 * signal) / (recording.S2 * signal ** 2 + sigma ** 2);
    return x.map((value, index) => mean[index]! + gain * (value - signal * mean[index]!));
  };
}

function play(row: RecordedRun): { result: Float32Array; steps: SamplerStep[]; modelSigmas: number[] } {
  const isFlow = row.model === 'flow_shift_3';
  const [guided, empty] = [gaussianDenoiser(recording.mu, isFlow), gaussianDenoiser(recording.mu_empty, isFlow)];
  const modelSigmas: number[] = [];
  const denoiseBoth: SamplerRun['denoiseBoth'] = (x, sigma) => {
    modelSigmas.push(sigma);
    const [toward, unguided] = [guided(x, sigma), empty(x, sigma)];
    return { denoised: toward.map((value, index) => unguided[index]! + (row.cfg ?? 1) * (value - unguided[index]!)), unguided };
  };
  const model = { family: isFlow ? 'sd3' : 'sd15' } as const;
  const sigmas = kSamplerSigmas(model, row);
  const start = Float32Array.from(recording.noise, (value) => value * (isFlow ? 1 : sigmas[0]!));
  const run = samplers[row.sampler]!(start, {
    sigmas, isFlow, denoiseBoth,
    sigmaAfter: (share) => sigmaAfter(baseSigmas(model), share),
    denoise: (x, sigma) => denoiseBoth(x, sigma).denoised,
    noise: () => Float32Array.from(recording.noise_again),
  });
  const steps: SamplerStep[] = [];
  for (;;) {
    const step = run.next();
    if (step.done === true) return { result: step.value, steps, modelSigmas };
    steps.push(step.value);
  }
}

/**
 * ComfyUI computes in float32. Where two nearly equal numbers are subtracted that shows: in the error estimate by which dpm_adaptive
 * chooses its steps, and in the first ancestral step of dpmpp_sde from almost pure noise.
 */
function toleranceOf({ sampler, model, steps }: RecordedRun): number {
  if (sampler === 'dpm_adaptive') return 4e-3;
  return sampler === 'dpmpp_sde' && model === 'flow_shift_3' && steps === 5 ? 1e-3 : 1e-4;
}

function expectClose(actual: ArrayLike<number>, expected: readonly number[], { what, tolerance }: { what: string; tolerance: number }): void {
  expect(actual.length, `length of ${what}`).toBe(expected.length);
  for (const [index, value] of expected.entries()) {
    const allowed = tolerance / 10 + tolerance * Math.abs(value);
    expect(Math.abs(actual[index]! - value), `${what}, number ${index}: ${actual[index]} for ${value}`).toBeLessThanOrEqual(allowed);
  }
}

/** ComfyUI reports the start of the whole run at each of their steps. */
const reportsStartOnly = new Set(['ipndm', 'ipndm_v', 'deis']);

describe.each([...new Set(recording.runs.map((run) => run.sampler))])('%s', (sampler) => {
  const rows = recording.runs.filter((run) => run.sampler === sampler);

  it.each(rows)('goes $model $scheduler $steps steps, cfg $cfg, as recorded', (row) => {
    const { result, steps, modelSigmas } = play(row);
    const tolerance = toleranceOf(row);

    for (const [index, x] of (reportsStartOnly.has(sampler) ? [] : (row.x_at_callback ?? [])).entries()) expectClose(steps[index]?.x ?? [], x, { what: `x at step ${index}`, tolerance });
    expectClose(result, row.result, { what: 'result', tolerance });
    expect(modelSigmas).toHaveLength(row.model_calls);
  });
});

it('has the samplers of ComfyUI, in its order', () => {
  const catalogue = new URL('../../../../test/recorded/comfyui/0.33.0/object_info.core.json', import.meta.url);

  expect(JSON.stringify(JSON.parse(readFileSync(catalogue, 'utf8')))).toContain(JSON.stringify(samplerNames));
});
