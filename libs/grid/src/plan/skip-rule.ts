import jsep from 'jsep';
import type { Parsed } from '../axis/parsed.js';
import type { BinaryOperator, SkipExpression } from './skip-expression.js';
import { axesOf, mistakeIn } from './skip-checks.js';
import { encodeNames } from './skip-tokens.js';
import { foreignPart, toSkipExpression } from './skip-tree.js';

/** A rule that was read and names only known axes. */
export interface SkipRule {
  text: string;
  /** Names of the axes it looks at, in the order of the axes. */
  axisNames: string[];
  /** Positions of those axes among the names it was read with, ascending. */
  axes: number[];
  expression: SkipExpression;
}

// jsep keeps its language in itself; nothing else of ours parses with it. We walk the tree: no code is ever made of a rule.
jsep.removeAllBinaryOps();
jsep.removeAllUnaryOps();
const precedences: Record<BinaryOperator | '||' | '&&', number> = {
  or: 1, '||': 1, and: 2, '&&': 2, '==': 6, '!=': 6, in: 6, contains: 6, '<': 7, '<=': 7, '>': 7, '>=': 7, '+': 9, '-': 9, '*': 10, '/': 10, '%': 10,
};
for (const [operator, precedence] of Object.entries(precedences)) jsep.addBinaryOp(operator, precedence);
for (const operator of ['-', '!', 'not']) jsep.addUnaryOp(operator);

const maxRuleLength = 2_000;
/** The parser calls itself for each bracket, so the depth is bounded. */
const deepestNesting = 50;

/**
 * Reads a rule such as `steps > 20 and sampler == "lcm"`: names of axes, numbers, texts, true and false,
 * `== != < <= > >= in contains`, `and or not`, `+ - * / %`, brackets and `[lists]`. A rule must be a condition.
 */
export function parseSkip(text: string, axisNames: string[]): Parsed<SkipRule> {
  const whole = { from: 0, to: text.length };
  if (text.trim() === '') return { ok: false, at: whole, message: 'The rule is empty. Write one such as steps > 20, or take it away.' };
  if (text.length > maxRuleLength) return { ok: false, at: whole, message: `The rule is longer than ${maxRuleLength} characters. Split it: a cell is skipped when any rule says so.` };
  if (nestingOf(text) > deepestNesting) return { ok: false, at: whole, message: `The rule has brackets in brackets deeper than ${deepestNesting}. Split it: a cell is skipped when any rule says so.` };
  const encoded = encodeNames(text, axisNames);
  if (!encoded.ok) return encoded;
  const tree = parseTree(encoded.value);
  if (!tree.ok) return tree;
  const foreign = foreignPart(tree.value);
  if (foreign !== undefined) return { ok: false, at: whole, message: foreign };
  const expression = toSkipExpression(tree.value);
  const mistake = mistakeIn(expression);
  if (mistake !== undefined) return { ok: false, at: whole, message: mistake };
  const axes = axesOf(expression);
  return { ok: true, value: { text, axisNames: axes.map((axis) => axisNames[axis] ?? ''), axes, expression } };
}

/** How many brackets stand inside of each other, at most; those in texts count too. */
function nestingOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const character of text) {
    if (character === '(' || character === '[') depth += 1;
    if (character === ')' || character === ']') depth -= 1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

function parseTree(encoded: string): Parsed<jsep.Expression> {
  try {
    return { ok: true, value: jsep(encoded) };
  } catch (error) {
    if (!isSyntaxMistake(error)) throw error;
    const from = Math.min(error.index, encoded.length - 1);
    const reason = error.description.replace(/[\ue000-\uf8ff]\s*/g, 'a name ').trim();
    return { ok: false, at: { from, to: encoded.length }, message: `The rule cannot be read: ${reason}. A rule looks like: steps > 20 and sampler == "lcm".` };
  }
}

/** What jsep throws at a rule that it cannot read. */
function isSyntaxMistake(error: unknown): error is Error & { index: number; description: string } {
  return error instanceof Error && 'index' in error && typeof error.index === 'number' && 'description' in error && typeof error.description === 'string';
}
