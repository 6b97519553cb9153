import type { OpenPlan, OpenRule } from './open-plan.js';
import type { SkipOperand } from './skip-expression.js';
import { skipOperandOf } from './skip-operand.js';

/** The most combinations that counting looks at. */
const countingLimit = 2_000_000;

/**
 * How many cells no rule skips, or undefined above the counting limit. Axes that no rule looks at only multiply, and
 * rules that share no axis are counted apart, so a million cells are most often a few dozen questions.
 */
export function countDrawn({ source, sizes, rules }: OpenPlan): number | undefined {
  const kept = source.axes.map((axis) => axis.values.filter((value) => value.isSkipped !== true));
  const groups = groupRules(rules);
  const ruled = new Set(groups.flatMap((group) => group.axes));
  let drawn = kept.reduce((count, values, axis) => (ruled.has(axis) ? count : count * values.length), 1);
  for (const group of groups) {
    const operands = group.axes.map((axis) => (kept[axis] ?? []).map(skipOperandOf));
    if (operands.reduce((count, { length }) => count * length, 1) > countingLimit) return undefined;
    drawn *= countUnmet(group, operands, sizes.length);
  }
  return drawn;
}

/** Rules that hang together by their axes. */
interface RuleGroup {
  axes: number[];
  rules: OpenRule[];
}

function groupRules(rules: readonly OpenRule[]): RuleGroup[] {
  return rules.reduce<RuleGroup[]>((groups, rule) => {
    const touched = groups.filter((group) => group.axes.some((axis) => rule.axes.includes(axis)));
    const axes = new Set([...rule.axes, ...touched.flatMap((group) => group.axes)]);
    const joined = { axes: [...axes], rules: [...touched.flatMap((group) => group.rules), rule] };
    return [...groups.filter((group) => !touched.includes(group)), joined];
  }, []);
}

/** How many combinations of the group's operands meet none of its rules. */
function countUnmet({ axes, rules }: RuleGroup, operands: readonly (readonly SkipOperand[])[], axisCount: number): number {
  const cell: SkipOperand[] = Array.from({ length: axisCount }, () => '');
  const countFrom = (position: number): number => {
    const axis = axes[position];
    if (axis === undefined) return rules.some((rule) => rule.test(cell)) ? 0 : 1;
    let count = 0;
    for (const operand of operands[position] ?? []) {
      cell[axis] = operand;
      count += countFrom(position + 1);
    }
    return count;
  };
  return countFrom(0);
}
