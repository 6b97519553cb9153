import type { ExperimentDraftInput } from '@gridscope/contract';

/** Cells that need the same models. */
export interface ModelSet {
  checkpoint: string;
  cells: number;
}

/** A text-to-image workflow of 64 × 64 px and one step: what it computes is far less than what a cell costs. */
export function fixedCostWorkflow(checkpoint: string, seed: number) {
  return {
    '1': { class_type: 'CheckpointLoaderSimple', inputs: { ckpt_name: checkpoint } },
    '2': { class_type: 'EmptyLatentImage', inputs: { width: 64, height: 64, batch_size: 1 } },
    '3': { class_type: 'CLIPTextEncode', inputs: { text: 'a lighthouse', clip: ['1', 1] } },
    '4': { class_type: 'KSampler', inputs: { seed, steps: 1, cfg: 1, sampler_name: 'euler', scheduler: 'normal', denoise: 1, model: ['1', 0], positive: ['3', 0], negative: ['3', 0], latent_image: ['2', 0] } },
    '5': { class_type: 'VAEDecode', inputs: { samples: ['4', 0], vae: ['1', 2] } },
    '6': { class_type: 'SaveImage', inputs: { images: ['5', 0], filename_prefix: 'bench' } },
  };
}

/** So many sets of models, by the names that the engines are given. */
export function checkpointNames(count: number): string[] {
  return Array.from({ length: count }, (_, place) => `set-${place + 1}.safetensors`);
}

/** An experiment of seeds by checkpoints; where sets are of different sizes, rules skip the rest of the smaller ones. */
export function fixedCostDraft(name: string, sets: readonly ModelSet[], servers: 'all' | string[] = 'all'): ExperimentDraftInput {
  const [first = { checkpoint: '', cells: 0 }] = sets;
  const most = Math.max(...sets.map(({ cells }) => cells));
  return {
    name,
    workflow: { content: JSON.stringify(fixedCostWorkflow(first.checkpoint, 0)), name: 'fixed-cost.json' },
    servers,
    axes: [
      { name: 'seed', input: '4.seed', values: `1-${most}` },
      ...(sets.length > 1 ? [{ name: 'model', input: '1.ckpt_name', values: sets.map(({ checkpoint }) => checkpoint) }] : []),
    ],
    skip: sets.filter(({ cells }) => cells < most).map(({ checkpoint, cells }) => `model == "${checkpoint}" and seed > ${cells}`),
  };
}
