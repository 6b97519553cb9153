import type { Axis } from '@gridscope/grid';
import { mount } from '@vue/test-utils';
import { describe, expect, it, vi } from 'vitest';
import { computed, defineComponent, h } from 'vue';
import { createMemoryHistory, createRouter, RouterView } from 'vue-router';
import { moveAxis, stepPage } from '../services/grid-view/grid-view';
import { useGridView, type ViewedGrid } from './useGridView';

const axis = (id: string, count: number): Axis => ({ id, name: id, kind: 'input', values: Array.from({ length: count }, (_, position) => ({ id: `${id}${position}`, label: String(position), operations: [] })) });
const axes = [axis('steps', 5), axis('sampler', 4), axis('prompt', 3)];

async function opened(address: string) {
  let grid: ViewedGrid | undefined;
  const screen = defineComponent({ setup: () => { grid = useGridView(computed(() => axes)); return () => h('div'); } });
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/plan', component: screen }] });
  await router.push(address);
  mount(RouterView, { global: { plugins: [router] } });
  await router.isReady();
  if (grid === undefined) throw new Error('The screen was not opened.');
  return { router, grid };
}

describe('useGridView', () => {
  it('opens what an address says', async () => {
    const { grid } = await opened('/plan?x=sampler&y=steps&z=prompt&at=prompt:prompt2&cell=sampler1.steps3');

    expect(grid.view.value).toMatchObject({ x: 'sampler', y: 'steps', at: { prompt: 'prompt2' } });
    expect(grid.focus.value).toEqual({ column: 1, row: 3 });
    expect(grid.isLargeOpen.value).toBe(true);
  });

  it('goes back to the view before an axis was moved', async () => {
    const { router, grid } = await opened('/plan');
    grid.show(moveAxis(axes, grid.view.value, 'prompt', 'x'));
    await vi.waitFor(() => expect(router.currentRoute.value.query.x).toBe('prompt'));

    router.back();

    await vi.waitFor(() => expect(grid.view.value.x).toBe('steps'));
  });

  it('makes many quick steps of a slider one step for back', async () => {
    const { router, grid } = await opened('/plan');
    for (let step = 0; step < 2; step += 1) {
      grid.scrub(stepPage(axes, grid.view.value, 'prompt', 1));
      const at = `prompt:${grid.view.value.at.prompt}`;
      await vi.waitFor(() => expect(router.currentRoute.value.query.at).toBe(at));
    }

    router.back();

    await vi.waitFor(() => expect(grid.view.value.at.prompt).toBe('prompt0'));
  });

  it('keeps the keyboard on its cell when an axis moves', async () => {
    const { grid } = await opened('/plan');
    grid.focus.value = { column: 4, row: 1 };

    grid.show(moveAxis(axes, grid.view.value, 'steps', 'y'));

    expect(grid.focus.value).toEqual({ column: 1, row: 4 });
  });

  it('writes the open cell by value ids', async () => {
    const { router, grid } = await opened('/plan');

    grid.openLarge({ column: 2, row: 1 });
    await vi.waitFor(() => expect(router.currentRoute.value.query.cell).toBe('steps2.sampler1'));
    grid.closeLarge();

    await vi.waitFor(() => expect(router.currentRoute.value.query).not.toHaveProperty('cell'));
  });
});
