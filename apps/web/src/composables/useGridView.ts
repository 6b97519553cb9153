import type { Axis } from '@gridscope/grid';
import { useDebounceFn } from '@vueuse/core';
import { computed, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { readView, writeView, type GridView } from '../services/grid-view/grid-view';
import { pageShape, type PageShape, type Place } from '../services/grid-view/page-shape';

const burstMs = 1_500;
const settleMs = 150;

export interface ViewedGrid {
  view: Readonly<ShallowRef<GridView>>;
  shape: ComputedRef<PageShape>;
  /** Place of the cell with the keyboard, among what is shown. */
  focus: ShallowRef<Place | undefined>;
  isLargeOpen: Readonly<ShallowRef<boolean>>;
  /** Looks at the plan in another way: a step that back undoes. */
  show: (view: GridView) => void;
  /** Goes to another page: steps in quick succession are one step for back. */
  scrub: (view: GridView) => void;
  openLarge: (place: Place) => void;
  closeLarge: () => void;
}

/** How a plan is looked at, kept in the address by value ids. */
export function useGridView(axes: ComputedRef<readonly Axis[]>): ViewedGrid {
  const route = useRoute();
  const router = useRouter();
  const view = shallowRef(readView(axes.value, route.query));
  const shape = computed(() => pageShape(axes.value, view.value));
  const focus = shallowRef<Place | undefined>(readPlace(shape.value, route.query.cell));
  const isLargeOpen = shallowRef(focus.value !== undefined);
  let written = JSON.stringify(route.query);
  let lastScrubMs = -Infinity;

  function write(how: 'push' | 'replace'): Promise<unknown> {
    const query = { ...writeView(view.value), ...(isLargeOpen.value && focus.value !== undefined && { cell: writePlace(shape.value, focus.value) }) };
    if (JSON.stringify(query) === written) return Promise.resolve();
    written = JSON.stringify(query);
    return router[how]({ query });
  }

  const writeScrub = useDebounceFn(() => {
    const nowMs = performance.now();
    const how = nowMs - lastScrubMs < burstMs ? 'replace' : 'push';
    lastScrubMs = nowMs;
    return write(how);
  }, settleMs, { maxWait: burstMs });
  const writePlaceSoon = useDebounceFn(() => write('replace'), settleMs);

  watch(() => route.query, (query) => {
    if (JSON.stringify(query) === written) return;
    written = JSON.stringify(query);
    view.value = readView(axes.value, query);
    const place = readPlace(shape.value, query.cell);
    isLargeOpen.value = place !== undefined;
    focus.value = place ?? focus.value;
  });
  watch(focus, () => isLargeOpen.value && void writePlaceSoon());

  /** The cell with the keyboard keeps it where it is still shown. */
  function show(next: GridView): void {
    const index = focus.value === undefined ? undefined : shape.value.indexAt(focus.value);
    view.value = next;
    focus.value = index === undefined ? undefined : shape.value.placeOf(index);
    void write('push');
  }

  function scrub(next: GridView): void {
    view.value = next;
    void writeScrub();
  }

  function openLarge(place: Place): void {
    focus.value = place;
    isLargeOpen.value = true;
    void write('push');
  }

  function closeLarge(): void {
    isLargeOpen.value = false;
    void write('replace');
  }

  return { view, shape, focus, isLargeOpen, show, scrub, openLarge, closeLarge };
}

function writePlace(shape: PageShape, { column, row }: Place): string {
  return `${shape.columns[column]?.value?.id ?? ''}.${shape.rows[row]?.value?.id ?? ''}`;
}

function readPlace(shape: PageShape, text: unknown): Place | undefined {
  if (typeof text !== 'string') return undefined;
  const [x = '', y = ''] = text.split('.');
  const place = { column: shape.columns.findIndex(({ value }) => (value?.id ?? '') === x), row: shape.rows.findIndex(({ value }) => (value?.id ?? '') === y) };
  return place.column < 0 || place.row < 0 ? undefined : place;
}
