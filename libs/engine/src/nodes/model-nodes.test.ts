import { expect, it } from 'vitest';
import { samplingModel } from './diffusion/sampling-model.js';
import { fakeContext } from './testing/fake-context.js';
import { runNode } from './testing/run-node.js';
import type { Clip, Model, Sigmas, Vae } from './values.js';

const model: Model = { kind: 'MODEL', name: 'm', family: 'sd15', loras: [] };
const clip: Clip = { kind: 'CLIP', name: 'm', family: 'sd15', loras: [] };

async function outputsOf(classType: string, inputs: Record<string, unknown>): Promise<readonly unknown[]> {
  return (await runNode(classType, inputs, fakeContext('/nowhere'))).outputs;
}

it('CheckpointLoaderSimple gives model, encoder and VAE of one family, and loads once', async () => {
  const context = fakeContext('/nowhere');

  const { outputs } = await runNode('CheckpointLoaderSimple', { ckpt_name: 'panorama-sdxl.safetensors' }, context);

  const [loaded, encoder, vae] = outputs as [Model, Clip, Vae];
  expect([loaded.family, encoder.family, vae.family]).toEqual(['sdxl', 'sdxl', 'sdxl']);
  expect(context.told.loads).toEqual(['panorama-sdxl.safetensors']);
});

it('a checkpoint that was given by name alone is SD3', async () => {
  const [loaded] = (await outputsOf('CheckpointLoaderSimple', { ckpt_name: 'tiny-a.safetensors' })) as [Model];

  expect(loaded.family).toBe('sd3');
});

it('LoraLoader adds to what is there, each side by its own strength', async () => {
  const patched: Model = { ...model, loras: [{ name: 'first', strength: 1 }] };

  const outputs = await outputsOf('LoraLoader', { model: patched, clip, lora_name: 'second', strength_model: 0.5, strength_clip: -1 });

  expect(outputs).toMatchObject([{ loras: [{ name: 'first', strength: 1 }, { name: 'second', strength: 0.5 }] }, { loras: [{ name: 'second', strength: -1 }] }]);
});

it('LoraLoader of strength 0 leaves model and encoder as they are', async () => {
  await expect(outputsOf('LoraLoader', { model, clip, lora_name: 'l', strength_model: 0, strength_clip: 0 })).resolves.toEqual([model, clip]);
});

it.each([
  ['ModelSamplingSD3', { shift: 5 }, { kind: 'flow', shift: 5 }],
  ['ModelSamplingDiscrete', { sampling: 'v_prediction', zsnr: true }, { kind: 'discrete', zeroTerminalSnr: true }],
  ['ModelSamplingFlux', { max_shift: 1.15, base_shift: 0.5, width: 1024, height: 1024 }, { kind: 'flux', shift: 1.15 }],
  ['ModelSamplingFlux', { max_shift: 1.15, base_shift: 0.5, width: 256, height: 256 }, { kind: 'flux', shift: 0.5 }],
])('%s with %j changes the sigmas', async (classType, inputs, override) => {
  const [patched] = (await outputsOf(classType, { model, ...inputs })) as [Model];

  expect(samplingModel(patched).samplingOverride).toEqual({ ...override, ...('shift' in override && { shift: expect.closeTo(override.shift, 9) }) });
});

it('CLIPSetLastLayer skips layers', async () => {
  await expect(outputsOf('CLIPSetLastLayer', { clip, stop_at_clip_layer: -4 })).resolves.toEqual([{ ...clip, stopAtLayer: -4 }]);
});

// The first and the last levels of facts §5.6, 20 steps.
it.each([
  ['BasicScheduler', { model, scheduler: 'karras', steps: 20, denoise: 1 }, [14.614643, 11.725368, 9.340202], [0.048481, 0.029167, 0]],
  ['KarrasScheduler', { steps: 20, sigma_max: 14.614642, sigma_min: 0.0291675, rho: 7 }, [14.614643, 11.725368, 9.340202], [0.048481, 0.029167, 0]],
  ['ExponentialScheduler', { steps: 20, sigma_max: 14.614642, sigma_min: 0.0291675 }, [14.61464, 10.536307, 7.596066], [0.040457, 0.029167, 0]],
  ['PolyexponentialScheduler', { steps: 20, sigma_max: 14.614642, sigma_min: 0.0291675, rho: 1 }, [14.61464, 10.536307, 7.596066], [0.040457, 0.029167, 0]],
])('%s gives the levels that ComfyUI gives', async (classType, inputs, first, last) => {
  const [{ values }] = (await outputsOf(classType, inputs)) as [Sigmas];

  const close = (levels: number[]) => levels.map((level) => expect.closeTo(level, 4));
  expect(values.length).toBe(21);
  expect([...values.slice(0, 3)]).toEqual(close(first));
  expect([...values.slice(-3)]).toEqual(close(last));
});

it('SplitSigmas leaves the level between in both parts', async () => {
  const sigmas: Sigmas = { kind: 'SIGMAS', values: Float32Array.of(4, 3, 2, 0) };

  await expect(outputsOf('SplitSigmas', { sigmas, step: 2 })).resolves.toEqual([
    { kind: 'SIGMAS', values: Float32Array.of(4, 3, 2) },
    { kind: 'SIGMAS', values: Float32Array.of(2, 0) },
  ]);
});
