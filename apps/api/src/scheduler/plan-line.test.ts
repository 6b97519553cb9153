import { describe, expect, it } from 'vitest';
import { PlanLine } from './plan-line.js';
import type { WaitingCell } from './waiting-cells.repository.js';

const everywhere = () => new Set(['a']);

function cell(index: number, more: Partial<WaitingCell> = {}): WaitingCell {
  return { id: `cell ${index}`, index, takeId: `take ${index}`, priority: 0, sequence: index + 1, ...more };
}

function drawn(line: PlanLine): number[] {
  const order: number[] = [];
  for (let [group] = line.waiting(everywhere); group !== undefined; [group] = line.waiting(everywhere)) {
    const next = line.next(group.key);
    if (next !== undefined) order.push(next.index);
  }
  return order;
}

describe('PlanLine', () => {
  it('draws all cells of a checkpoint before the next, also where the checkpoint runs fastest', () => {
    const line = new PlanLine({ id: 'p', priority: 0, kind: 'grid' }, [2, 3], [0]);

    line.add([0, 1, 2, 3, 4, 5].map((index) => cell(index)));

    expect(drawn(line)).toEqual([0, 2, 4, 1, 3, 5]);
  });

  it('nests a second model axis inside the first', () => {
    const line = new PlanLine({ id: 'p', priority: 0, kind: 'grid' }, [2, 2], [1, 0]);

    line.add([3, 1, 2, 0].map((index) => cell(index)));

    expect(drawn(line)).toEqual([0, 1, 2, 3]);
  });

  it('puts one cell in line for a take that several wait for', () => {
    const line = new PlanLine({ id: 'p', priority: 0, kind: 'grid' }, [3], []);

    line.add([cell(0, { takeId: 'same' }), cell(1, { takeId: 'same' }), cell(2)]);

    expect(drawn(line)).toEqual([0, 2]);
  });

  it('keeps a picture asked for by hand in a group of its own, above the others', () => {
    const line = new PlanLine({ id: 'p', priority: 0, kind: 'grid' }, [3], []);

    line.add([cell(0), cell(1, { priority: 1 })]);

    const groups = line.waiting(everywhere);
    expect(groups.map((group) => group.priority).sort((a, b) => a - b)).toEqual([0, 1_000]);
  });

  it('is empty after its last cell', () => {
    const line = new PlanLine({ id: 'p', priority: 0, kind: 'base' }, [], []);
    line.add([cell(0)]);

    drawn(line);

    expect(line.isEmpty).toBe(true);
  });
});
