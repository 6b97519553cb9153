import type { ExperimentDraftInput } from '@gridscope/contract';

/** Noise on grey: each seed is another picture, and drawing it costs the engine next to nothing. */
const workflow = {
  '1': { class_type: 'EmptyImage', inputs: { width: 64, height: 64, batch_size: 1, color: 8_421_504 } },
  '2': { class_type: 'ImageAddNoise', inputs: { image: ['1', 0], seed: 0, strength: 0.5 } },
  '3': { class_type: 'SaveImage', inputs: { images: ['2', 0], filename_prefix: 'bench' } },
};

/** An experiment of 64 × 64 px pictures. `axes`: values of each, by name; the first of them seeds. */
export function freePictures(name: string, axes: Record<string, string>): ExperimentDraftInput {
  return {
    name,
    workflow: { content: JSON.stringify(workflow), name: 'noise.json' },
    axes: Object.entries(axes).map(([input, values]) => ({ name: input, input, values })),
  };
}
