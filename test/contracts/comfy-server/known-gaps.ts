import type { Uncovered } from './replay.js';

/** Steps that are not compared, each with its reason. */
const gaps: readonly { scenario: string; what: string; reason: string }[] = [
  { scenario: 'timing', what: 'figures', reason: 'milliseconds belong to the machine; npm run bench measures ours' },
  { scenario: 'object-info', what: 'figures', reason: 'the size of the whole catalogue: the engine has fewer classes; each it has is compared with its recorded entry' },
];

/** The reason why a step is not compared; undefined: nobody has given one. */
export function reasonForGap({ scenario, what }: Uncovered): string | undefined {
  return gaps.find((gap) => gap.scenario === scenario && gap.what === what)?.reason;
}
