import type { Axis } from '@gridscope/grid';
import { mount } from '@vue/test-utils';
import { TooltipProvider } from 'reka-ui';
import { describe, expect, it } from 'vitest';
import { computed, defineComponent, h } from 'vue';
import { goTo, readView, toggleValue, type GridView } from '../../services/grid-view/grid-view';
import Scrubber from './Scrubber.vue';

const axis = (id: string, labels: string[]): Axis => ({ id, name: id, kind: 'input', values: labels.map((label, place) => ({ id: `${id}${place}`, label, operations: [] })) });
const axes = [axis('steps', ['4', '8']), axis('sampler', ['euler', 'lcm']), axis('prompt', ['lighthouse', 'castle', 'tree'])];
const prompt = axes[2];
const skipping = { cellsOf: () => ({ open: [], skipped: [] }), values: computed(() => new Map()), skipValue: () => Promise.resolve(), skipCell: () => Promise.resolve() };
const play = { name: 'Play', group: 'Sliders', run: () => undefined };

/** The scrubber in a page whose view it moves. */
function mounted(view: GridView) {
  const gone: string[] = [];
  const page = defineComponent({ setup: () => () => h(TooltipProvider, () => prompt && [h('div', { id: 'floating' }), h(Scrubber, { axis: prompt, view, play, isPlaying: false, skipping, onGo: (valueId: string) => void gone.push(valueId) })]) });
  return { page: mount(page, { attachTo: document.body }), gone };
}

describe('Scrubber', () => {
  it('is a slider that says the value it stands at', () => {
    const { page } = mounted(goTo(readView(axes, {}), 'prompt', 'prompt1'));

    expect(page.get('[role=slider]').attributes()).toMatchObject({ 'aria-label': 'prompt', 'aria-valuetext': 'castle' });
  });

  it('goes to the next value with an arrow key', async () => {
    const { page, gone } = mounted(readView(axes, {}));

    await page.get('[role=slider]').trigger('keydown', { key: 'ArrowRight' });

    expect(gone).toEqual(['prompt1']);
  });

  it('leaves out values that are hidden', async () => {
    const { page, gone } = mounted(toggleValue(axes, readView(axes, {}), 'prompt', 'prompt1'));

    expect(page.get('[role=slider]').attributes('aria-valuemax')).toBe('1');
    await page.get('[role=slider]').trigger('keydown', { key: 'ArrowRight' });

    expect(gone).toEqual(['prompt2']);
  });

  it('goes to a value by its label', async () => {
    const { page, gone } = mounted(readView(axes, {}));

    await page.findAll('button').find((button) => button.text() === 'tree')?.trigger('click');

    expect(gone).toEqual(['prompt2']);
  });
});
