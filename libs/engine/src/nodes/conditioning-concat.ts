import type { EngineNode } from './node.js';
import { mapEntries } from './diffusion/conditioning-of.js';
import { specOf } from './spec.js';

/** One prompt after the other; of `conditioning_from` only the first entry is heard, as in ComfyUI. */
export const conditioningConcat: EngineNode = {
  name: 'ConditioningConcat',
  spec: specOf('ConditioningConcat'),
  run(inputs) {
    const after = inputs.conditioning('conditioning_from').entries[0]?.texts ?? [];
    const joined = mapEntries(inputs.conditioning('conditioning_to'), (entry) => ({
      ...entry,
      texts: entry.texts.flatMap((first) => after.map((second) => ({ text: `${first.text} ${second.text}`, weight: first.weight * second.weight }))),
    }));
    return { outputs: [joined] };
  },
};
