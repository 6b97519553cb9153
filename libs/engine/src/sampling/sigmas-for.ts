import { baseSigmas } from './base-sigmas.js';
import type { Model } from './model.js';
import { schedulers } from './schedulers.js';

/**
 * The noise levels of a run, float32, falling, the last one 0; empty where `denoise` (0 to 1, default 1) is 0. Below 1 more steps are
 * scheduled and only the last `steps` of them taken, as KSampler and BasicScheduler do. Throws RangeError for an unknown scheduler.
 */
export function sigmasFor(model: Pick<Model, 'family' | 'samplingOverride'>, scheduler: string, steps: number, denoise = 1): number[] {
  const schedule = schedulers[scheduler];
  if (schedule === undefined) throw new RangeError(`The engine has no scheduler "${scheduler}"; it has ${Object.keys(schedulers).join(', ')}.`);
  const base = baseSigmas(model);
  if (denoise <= 0) return [];
  const scheduled = denoise > 0.9999 ? schedule(base, steps) : schedule(base, Math.floor(steps / denoise)).slice(-(steps + 1));
  return scheduled.map(Math.fround);
}

/** What KSampler makes of sampler, scheduler, steps and denoise: some samplers are given a step more and lose the last but one level. */
export function kSamplerSigmas(
  model: Pick<Model, 'family' | 'samplingOverride'>,
  run: { sampler: string; scheduler: string; steps: number; denoise?: number },
): number[] {
  const denoise = run.denoise ?? 1;
  if (!losesLastButOne.has(run.sampler)) return sigmasFor(model, run.scheduler, run.steps, denoise);
  if (denoise <= 0) return [];
  const scheduled = denoise > 0.9999 ? run.steps : Math.floor(run.steps / denoise);
  const sigmas = sigmasFor(model, run.scheduler, scheduled + 1);
  return [...sigmas.slice(0, -2), 0].slice(-(run.steps + 1));
}

const losesLastButOne: ReadonlySet<string> = new Set(['dpm_2', 'dpm_2_ancestral', 'uni_pc', 'uni_pc_bh2']);

/** KSamplerAdvanced's part of the levels: steps `startStep` up to `lastStep`, its last level 0 where no noise may be left; empty where no step remains. */
export function sliceSigmas(sigmas: readonly number[], part: { startStep?: number; lastStep?: number; forceFullDenoise?: boolean }): number[] {
  const { startStep = 0, lastStep = Infinity, forceFullDenoise = true } = part;
  const kept = sigmas.slice(0, Math.min(lastStep, sigmas.length - 1) + 1);
  if (startStep >= kept.length - 1) return [];
  if (forceFullDenoise) kept[kept.length - 1] = 0;
  return kept.slice(startStep);
}
