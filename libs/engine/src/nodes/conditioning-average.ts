import type { EngineNode } from './node.js';
import { mapEntries } from './diffusion/conditioning-of.js';
import { specOf } from './spec.js';

/** Between two prompts; of `conditioning_from` only the first entry is heard, as in ComfyUI. */
export const conditioningAverage: EngineNode = {
  name: 'ConditioningAverage',
  spec: specOf('ConditioningAverage'),
  run(inputs) {
    const share = inputs.number('conditioning_to_strength');
    const [from] = inputs.conditioning('conditioning_from').entries;
    const scaled = (texts: readonly { text: string; weight: number }[], by: number) => texts.map(({ text, weight }) => ({ text, weight: weight * by }));
    const averaged = mapEntries(inputs.conditioning('conditioning_to'), (entry) => ({
      ...entry,
      texts: [...scaled(entry.texts, share), ...scaled(from?.texts ?? [], 1 - share)],
    }));
    return { outputs: [averaged] };
  },
};
