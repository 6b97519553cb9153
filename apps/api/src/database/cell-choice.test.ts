import { describe, expect, it } from 'vitest';
import { type CellChoice, conditionOf } from './cell-choice.js';

describe('conditionOf', () => {
  it.each<[string, CellChoice, string, (string | number)[]]>([
    ['one cell', { id: 'a' }, 'id = ?', ['a']],
    ['all that wait for a take', { takeId: 't', from: ['waiting'] }, 'take_id = ? and state in (?)', ['t', 'waiting']],
    ['some of a plan', { planId: 'p', ids: ['a', 'b'] }, 'plan_id = ? and id in (?, ?)', ['p', 'a', 'b']],
    ['a value of an axis', { planId: 'p', line: { stride: 3, size: 4, place: 0 } }, 'plan_id = ? and (cell_index / cast(? as integer)) % cast(? as integer) = ?', ['p', 3, 4, 0]],
    ['all but a value of an axis', { planId: 'p', exceptLines: [{ stride: 3, size: 4, place: 0 }] }, 'plan_id = ? and (cell_index / cast(? as integer)) % cast(? as integer) <> ?', ['p', 3, 4, 0]],
    ['what was cancelled together', { planId: 'p', from: ['cancelled'], reason: 'r' }, 'plan_id = ? and state in (?) and reason = ?', ['p', 'cancelled', 'r']],
    ['what could be drawn', { planId: 'p', hasRecipe: true }, 'plan_id = ? and recipe_key is not null', ['p']],
  ])('says %s', (_, choice, sql, values) => {
    expect(conditionOf(choice)).toEqual({ sql, values });
  });

  it('refuses a choice of every cell there is', () => {
    expect(() => conditionOf({ from: ['waiting'] })).toThrow(TypeError);
  });
});
