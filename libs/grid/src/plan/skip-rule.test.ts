import { describe, expect, it } from 'vitest';
import type { SkipOperand } from './skip-expression.js';
import { parseSkip } from './skip-rule.js';
import { skipPredicate } from './skip-predicate.js';

const names = ['steps', 'sampler', 'cfg scale', 'seed', 'tiling', 'size-2', 'in'];
const cell: SkipOperand[] = [24, 'lcm', 7.5, 18446744073709551615n, true, 'sdxl\\turbo', 3];

function skips(rule: string): boolean | string {
  const parsed = parseSkip(rule, names);
  return parsed.ok ? skipPredicate(parsed.value.expression)(cell) : parsed.message;
}

describe('skip rules', () => {
  it.each<[string, string, boolean]>([
    ['two comparisons', 'steps > 20 and sampler == "lcm"', true],
    ['signs for words', 'steps > 20 && !(sampler == "lcm")', false],
    ['words in capitals', 'steps < 20 OR sampler == "lcm"', true],
    ['and before or', 'sampler == "lcm" or steps > 20 and steps < 5', true],
    ['brackets first', '(sampler == "lcm" or steps > 20) and steps < 5', false],
    ['a name with a blank', 'cfg scale >= 7.5', true],
    ['a name in backticks', '`cfg scale` < 7.5', false],
    ['a name like a word of the language, in backticks', '`in` == 3', true],
    ['a name with a hyphen', 'size-2 contains "turbo"', true],
    ['text with the other quotes', "sampler != 'euler'", true],
    ['a backslash as a character', 'size-2 == "sdxl\\turbo"', true],
    ['a list', 'sampler in ["euler", "lcm"]', true],
    ['part of a text', '"cm" in sampler', true],
    ['not over a comparison', 'not steps > 20', false],
    ['not over a list', 'not sampler in ["euler"]', true],
    ['not over the nearest condition only', 'not steps > 20 or steps == 24', true],
    ['not before brackets', 'not (steps > 30)', true],
    ['a switch', 'tiling', true],
    ['a switch with its value', 'tiling == false', false],
    ['sums', 'steps * cfg scale > 100', true],
    ['a sum that is not reached', 'steps + 1 == 24 - 1', false],
    ['a remainder', 'steps % 8 == 0', true],
    ['negative numbers', 'steps > -1', true],
    ['a seed to the last digit', 'seed == 18446744073709551615', true],
    ['a seed that is off by one', 'seed == 18446744073709551614', false],
    ['a number against its text', 'steps == "24"', true],
    ['a word with <, which is never true', 'sampler < 5', false],
  ])('understands %s', (_, rule, isSkipped) => {
    expect(skips(rule)).toBe(isSkipped);
  });

  it.each<[string, string, string, [number, number]]>([
    ['a name that no axis has', 'stps > 20', 'No axis is called "stps". Nearest: "steps"', [0, 4]],
    ['a name that no axis has, behind one with a blank', 'cfg scale > 1 and foo == 1', 'No axis is called "foo".', [18, 21]],
    ['a word without quotes', 'sampler == lcm', 'No axis is called "lcm".', [11, 14]],
    ['an unknown name in backticks', '`foo bar` > 1', 'No axis is called "foo bar"', [0, 9]],
    ['one equals sign', 'steps = 20', 'Write == for "is".', [6, 7]],
    ['text that never ends', 'sampler == "lcm', 'never closed', [11, 15]],
    ['a rule that stops in the middle', 'steps >', 'cannot be read', [6, 7]],
    ['a bracket that never closes', '(steps > 5', 'cannot be read', [9, 10]],
    ['a call', 'steps(5)', 'no comparison of axes', [0, 8]],
    ['an index', 'steps["constructor"]', 'no comparison of axes', [0, 20]],
    ['a member', 'steps.constructor', 'does not know "."', [5, 6]],
    ['two rules in one', 'steps > 5 sampler == "lcm"', 'side by side', [0, 26]],
    ['a value alone', 'steps + 1', 'needs a condition', [0, 9]],
    ['a chain of comparisons', '1 < steps < 5', 'Write a < b and b < c', [0, 13]],
    ['and between values', 'steps and 5', '"and" needs a condition', [0, 11]],
    ['a list beside ==', 'steps == [1, 2]', 'behind "in" only', [0, 15]],
    ['nothing', ' ', 'The rule is empty', [0, 1]],
    ['brackets without end', '('.repeat(1_999), 'deeper than 50', [0, 1_999]],
    ['a rule without end', `steps > 5${' '.repeat(2_000)}`, 'longer than 2000', [0, 2_009]],
  ])('refuses %s and says where', (_, rule, message, [from, to]) => {
    expect(parseSkip(rule, names)).toEqual({ ok: false, at: { from, to }, message: expect.stringContaining(message) });
  });

  it('says which axes it looks at', () => {
    const parsed = parseSkip('sampler == "lcm" or steps > 1 or sampler == "a"', names);

    expect(parsed.ok && parsed.value.axisNames).toEqual(['steps', 'sampler']);
  });
});
