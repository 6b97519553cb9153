import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { baseSigmas, sigmaRange } from './base-sigmas.js';
import type { Model } from './model.js';
import { betaSigmas, exponentialSigmas, karrasSigmas } from './schedulers.js';
import { kSamplerSigmas, sigmasFor, sliceSigmas } from './sigmas-for.js';

interface Table {
  sigma_min: number;
  sigma_max: number;
  table_length: number;
  table: Record<string, number>;
  sigma_at_timestep: Record<string, number>;
  timestep_of_sigma: Record<string, number>;
  schedules: Record<string, Record<string, (number | null)[]>>;
}
type Sampling = Pick<Model, 'family' | 'samplingOverride'>;

const models: Record<string, Sampling> = {
  sd15: { family: 'sd15' },
  flow_shift_3: { family: 'sd3' },
  flux_dev: { family: 'flux' },
  sd15_zero_terminal_snr: { family: 'sd15', samplingOverride: { kind: 'discrete', zeroTerminalSnr: true } },
};

const path = new URL('../../../../test/recorded/comfyui/0.33.0/sigmas.json', import.meta.url);
// The recording is our own file; the parts used are written here.
const recording = JSON.parse(readFileSync(path, 'utf8')) as Record<string, Table> & {
  ksampler: { rows: { model?: string; sampler: string; scheduler: string; steps: number; denoise: number; sigmas: number[] }[] };
  ksampler_advanced: {
    rows: {
      sampler: string; scheduler: string; steps: number; start_at_step: number; end_at_step: number;
      return_with_leftover_noise: boolean; sigmas: number[];
    }[];
  };
  nodes: { rows: { class_type: string; inputs: Record<string, number | string>; sigmas: number[] }[] };
};

function expectClose(actual: readonly number[], expected: readonly (number | null)[]): void {
  expect(actual).toHaveLength(expected.length);
  for (const [index, value] of expected.entries()) {
    if (value === null) expect(actual[index]).toBeNaN();
    else expect(Math.abs(actual[index]! - value), `level ${index}: ${actual[index]} for ${value}`).toBeLessThanOrEqual(1e-5 + 1e-4 * Math.abs(value));
  }
}

describe.each(Object.entries(models))('the levels of %s', (name, model) => {
  const table = recording[name]!;
  const base = baseSigmas(model);

  it('reach from the recorded lowest to the highest', () => {
    expectClose([sigmaRange(base).min, sigmaRange(base).max], [table.sigma_min, table.sigma_max]);
    expect(base.table).toHaveLength(table.table_length);
    expectClose(Object.keys(table.table).map((place) => base.table[Number(place)]!), Object.values(table.table));
  });

  it('turn into timesteps and back as recorded', () => {
    expectClose(Object.keys(table.sigma_at_timestep).map((time) => base.sigmaAt(Number(time))), Object.values(table.sigma_at_timestep));
    expectClose(Object.keys(table.timestep_of_sigma).map((sigma) => base.timestepOf(Number(sigma))), Object.values(table.timestep_of_sigma));
  });

  const rows = Object.entries(table.schedules).flatMap(([scheduler, bySteps]) =>
    Object.entries(bySteps).map(([steps, sigmas]) => [scheduler, Number(steps), sigmas] as const),
  );
  it.each(rows)('are spread by %s over %i steps as recorded', (scheduler, steps, sigmas) => {
    expectClose(sigmasFor(model, scheduler, steps), sigmas);
  });
});

describe('kSamplerSigmas', () => {
  it.each(recording.ksampler.rows)('gives $sampler with $scheduler, $steps steps, denoise $denoise its levels', (row) => {
    expectClose(kSamplerSigmas(models[row.model ?? 'sd15']!, row), row.sigmas);
  });
});

describe('sliceSigmas', () => {
  it.each(recording.ksampler_advanced.rows)('takes steps $start_at_step to $end_at_step, leftover noise $return_with_leftover_noise', (row) => {
    const sliced = sliceSigmas(kSamplerSigmas(models['sd15']!, row), {
      startStep: row.start_at_step,
      lastStep: row.end_at_step,
      forceFullDenoise: !row.return_with_leftover_noise,
    });

    expectClose(sliced, row.sigmas);
  });
});

describe('scheduler nodes', () => {
  const base = baseSigmas({ family: 'sd15' });
  const nodes: Record<string, (inputs: Record<string, number>, scheduler: string) => number[]> = {
    KarrasScheduler: (inputs) => karrasSigmas({ steps: inputs['steps']!, min: inputs['sigma_min']!, max: inputs['sigma_max']!, rho: inputs['rho']! }),
    ExponentialScheduler: (inputs) => exponentialSigmas({ steps: inputs['steps']!, min: inputs['sigma_min']!, max: inputs['sigma_max']! }),
    BetaSamplingScheduler: (inputs) => betaSigmas(base, { steps: inputs['steps']!, alpha: inputs['alpha']!, beta: inputs['beta']! }),
    BasicScheduler: (inputs, scheduler) => sigmasFor({ family: 'sd15' }, scheduler, inputs['steps']!, inputs['denoise']!),
  };

  it.each(recording.nodes.rows.filter((row) => row.class_type in nodes))('$class_type gives the recorded levels', ({ class_type, inputs, sigmas }) => {
    // Every input of these nodes but the scheduler's name is a number.
    expectClose(nodes[class_type]!(inputs as Record<string, number>, String(inputs['scheduler'])), sigmas);
  });
});

it('names the schedulers there are when asked for another', () => {
  expect(() => sigmasFor({ family: 'sd15' }, 'cosine', 4)).toThrow(/no scheduler "cosine"; it has simple, /u);
});
