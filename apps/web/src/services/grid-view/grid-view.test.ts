import type { Axis } from '@gridscope/grid';
import { describe, expect, it } from 'vitest';
import { indexAt, moveAxis, readView, stepPage, writeView } from './grid-view';

const axis = (id: string, count: number): Axis => ({ id, name: id, kind: 'input', values: Array.from({ length: count }, (_, position) => ({ id: `${id}${position}`, label: String(position), operations: [] })) });
const axes = [axis('steps', 5), axis('sampler', 4), axis('prompt', 3), axis('size', 2)];
const usual = readView(axes, {});

describe('readView', () => {
  it('begins with the first axes as column, row and scrubber', () => {
    expect(usual).toEqual({ x: 'steps', y: 'sampler', pages: ['prompt', 'size'], at: { prompt: 'prompt0', size: 'size0' } });
  });

  it('reads what it wrote', () => {
    const view = stepPage(axes, moveAxis(axes, usual, 'size', 'x'), 'prompt', 2);

    expect(readView(axes, writeView(view))).toEqual(view);
  });

  it('leaves out what the plan does not have', () => {
    expect(readView(axes, { x: 'gone', y: 'sampler', z: 'size,also-gone', at: 'size:gone' })).toEqual({ x: undefined, y: 'sampler', pages: ['size', 'steps', 'prompt'], at: { size: 'size0', steps: 'steps0', prompt: 'prompt0' } });
  });
});

describe('moveAxis', () => {
  it('lets two axes change places', () => {
    expect(moveAxis(axes, usual, 'sampler', 'x')).toMatchObject({ x: 'sampler', y: 'steps' });
  });

  it('sends the axis that was there to the scrubber', () => {
    expect(moveAxis(axes, usual, 'prompt', 'x')).toMatchObject({ x: 'prompt', y: 'sampler', pages: ['steps', 'size'] });
  });

  it('keeps every axis in exactly one place', () => {
    const view = moveAxis(axes, moveAxis(axes, usual, 'size', 'y'), 'steps', 'page');

    expect([view.x, view.y, ...view.pages].filter((axisId) => axisId !== undefined).sort()).toEqual(['prompt', 'sampler', 'size', 'steps']);
  });
});

describe('stepPage', () => {
  it('goes around the ends', () => {
    expect(stepPage(axes, usual, 'prompt', -1).at.prompt).toBe('prompt2');
    expect(stepPage(axes, usual, 'prompt', 3).at.prompt).toBe('prompt0');
  });
});

describe('indexAt', () => {
  it('finds the cell at a place of the page that is shown', () => {
    const view = stepPage(axes, usual, 'prompt', 1);

    expect(indexAt(axes, view, { column: 2, row: 3 })).toBe(2 + 5 * (3 + 4 * 1));
  });
});
