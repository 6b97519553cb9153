import type { ExperimentDraftInput } from '@gridscope/contract';

/** Text to image, small and quick: 64 × 64 px, 2 steps. */
export function smallDraft(more: Partial<ExperimentDraftInput> = {}): ExperimentDraftInput {
  return {
    name: 'small',
    workflow: { template: 'txt2img' },
    ...more,
    set: { 'EmptyLatentImage.width': 64, 'EmptyLatentImage.height': 64, 'KSampler.steps': 2, ...more.set },
  };
}
