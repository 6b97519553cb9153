import type { CellView } from '@gridscope/contract';
import { describe, expect, it } from 'vitest';
import { PlanCells } from './plan-cells';

const base = { id: '0192f0c0-0000-7000-8000-000000000001', planId: '0192f0c0-0000-7000-8000-000000000002', isStarred: false };
const waiting = (index: number, sequence: number): CellView => ({ ...base, index, sequence, state: 'waiting' });
const running = (index: number, sequence: number): CellView => ({ ...base, index, sequence, state: 'running', serverName: 'engine', progress: 0 });

describe('PlanCells', () => {
  it('keeps a cell by its index and remembers how far it heard', () => {
    const cells = new PlanCells();

    cells.apply([waiting(1, 5), waiting(3, 7)], 0);

    expect(cells.at(3)?.sequence).toBe(7);
    expect(cells.sequence).toBe(7);
    expect(cells.hasGap).toBe(false);
  });

  it('shows what comes after a gap, but does not take it for all there is', () => {
    const cells = new PlanCells();
    cells.apply([waiting(0, 1)], 0);

    cells.apply([running(2, 4)], 3);

    expect(cells.at(2)?.state).toBe('running');
    expect(cells.sequence).toBe(1);
    expect(cells.hasGap).toBe(true);
  });

  it('has no gap any more when what was missing has come', () => {
    const cells = new PlanCells();
    cells.apply([running(2, 4)], 3);

    cells.apply([waiting(0, 2), waiting(1, 3), running(2, 4)], 0);

    expect(cells.sequence).toBe(4);
    expect(cells.hasGap).toBe(false);
  });

  it('knows of a change that it only heard the plan speak of', () => {
    const cells = new PlanCells();
    cells.apply([waiting(0, 1)], 0);

    cells.expect(3);

    expect(cells.hasGap).toBe(true);
  });

  it('lets a late event change nothing', () => {
    const cells = new PlanCells();
    cells.apply([running(0, 9)]);

    cells.apply([waiting(0, 4)]);

    expect(cells.at(0)?.state).toBe('running');
  });

  it('shows a preview only while the cell runs', () => {
    const cells = new PlanCells();
    cells.apply([waiting(0, 1)]);
    cells.preview(0, { progress: 0.5, preview: 'data:a' });
    expect(cells.previewAt(0)).toBeUndefined();

    cells.apply([running(0, 2)]);
    cells.preview(0, { progress: 0.5, preview: 'data:a' });
    cells.preview(0, { progress: 0.6 });
    expect(cells.previewAt(0)).toEqual({ progress: 0.6, preview: 'data:a' });

    cells.apply([waiting(0, 3)]);
    expect(cells.previewAt(0)).toBeUndefined();
  });

  it('says once that something changed, however many cells came', () => {
    const cells = new PlanCells();
    const before = cells.version.value;

    cells.apply(Array.from({ length: 1_000 }, (_, index) => waiting(index, index + 1)));

    expect(cells.version.value).toBe(before + 1);
  });
});
