import type { Axis } from '@gridscope/grid';
import { describe, expect, it } from 'vitest';
import { moveAxis, readView, showAll, shownPositions, stepPage, toggleValue, writeView } from './grid-view';

const axis = (id: string, count: number): Axis => ({ id, name: id, kind: 'input', values: Array.from({ length: count }, (_, position) => ({ id: `${id}${position}`, label: String(position), operations: [] })) });
const axes = [axis('steps', 5), axis('sampler', 4), axis('prompt', 3), axis('size', 2)];
const usual = readView(axes, {});

describe('readView', () => {
  it('begins with the first axes as column, row and scrubber', () => {
    expect(usual).toEqual({ x: 'steps', y: 'sampler', pages: ['prompt', 'size'], at: { prompt: 'prompt0', size: 'size0' }, hidden: {} });
  });

  it('reads what it wrote', () => {
    const view = toggleValue(axes, stepPage(axes, moveAxis(axes, usual, 'size', 'x'), 'prompt', 2), 'sampler', 'sampler1');

    expect(readView(axes, writeView(view))).toEqual(view);
  });

  it('leaves out what the plan does not have', () => {
    expect(readView(axes, { x: 'gone', y: 'sampler', z: 'size,also-gone', at: 'size:gone', hide: 'gone:a,steps:steps1.gone' })).toEqual({
      x: undefined, y: 'sampler', pages: ['size', 'steps', 'prompt'], at: { size: 'size0', steps: 'steps0', prompt: 'prompt0' }, hidden: { steps: ['steps1'] },
    });
  });

  it('shows an axis of which an address hides everything', () => {
    expect(readView(axes, { hide: 'size:size0.size1' }).hidden).toEqual({});
  });

  it('reads a list of addresses as none', () => {
    expect(readView(axes, { at: ['prompt:prompt1', 'prompt:prompt2'] }).at.prompt).toBe('prompt0');
  });
});

describe('moveAxis', () => {
  it('lets two axes change places', () => {
    expect(moveAxis(axes, usual, 'sampler', 'x')).toMatchObject({ x: 'sampler', y: 'steps' });
  });

  it('gives the axis that was there the place that becomes free', () => {
    expect(moveAxis(axes, usual, 'size', 'x')).toMatchObject({ x: 'size', y: 'sampler', pages: ['prompt', 'steps'] });
  });

  it('leaves one column when the column axis becomes a further slider', () => {
    expect(moveAxis(axes, usual, 'steps', { page: 2 })).toMatchObject({ x: undefined, pages: ['prompt', 'size', 'steps'], at: { steps: 'steps0' } });
  });

  it('keeps every axis in exactly one place', () => {
    const view = moveAxis(axes, moveAxis(axes, usual, 'size', 'y'), 'steps', { page: 0 });

    expect([view.x, view.y, ...view.pages].filter((axisId) => axisId !== undefined).sort()).toEqual(['prompt', 'sampler', 'size', 'steps']);
  });
});

describe('stepPage', () => {
  it('goes around the ends', () => {
    expect(stepPage(axes, usual, 'prompt', -1).at.prompt).toBe('prompt2');
    expect(stepPage(axes, usual, 'prompt', 3).at.prompt).toBe('prompt0');
  });

  it('leaves out values that are hidden', () => {
    expect(stepPage(axes, toggleValue(axes, usual, 'prompt', 'prompt1'), 'prompt', 1).at.prompt).toBe('prompt2');
  });
});

describe('hiding', () => {
  it('takes a value away and gives it back', () => {
    const hidden = toggleValue(axes, usual, 'steps', 'steps2');

    expect(shownPositions(axis('steps', 5), hidden)).toEqual([0, 1, 3, 4]);
    expect(toggleValue(axes, hidden, 'steps', 'steps2').hidden).toEqual({});
  });

  it('keeps the last value that is shown', () => {
    const one = toggleValue(axes, usual, 'size', 'size0');

    expect(toggleValue(axes, one, 'size', 'size1')).toBe(one);
  });

  it('leaves the page whose value is hidden', () => {
    expect(toggleValue(axes, usual, 'prompt', 'prompt0').at.prompt).toBe('prompt1');
  });

  it('shows everything of one axis or of all', () => {
    const view = toggleValue(axes, toggleValue(axes, usual, 'steps', 'steps2'), 'prompt', 'prompt2');

    expect(showAll(axes, view, 'steps').hidden).toEqual({ prompt: ['prompt2'] });
    expect(showAll(axes, view).hidden).toEqual({});
  });
});
