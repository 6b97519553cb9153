import type { Parsed } from '../axis/parsed.js';
import type { SkipExpression } from './skip-expression.js';

/** A rule that was read and names only known axes. */
export interface SkipRule {
  text: string;
  /** Names of the axes it looks at, in the order of the axes. */
  axisNames: string[];
  expression: SkipExpression;
}

export function parseSkip(text: string, axisNames: string[]): Parsed<SkipRule> {
  throw new Error(`not built yet: ${text} ${axisNames.length}`);
}
