import type { GridPageQuery } from '@gridscope/contract';
import type { Axis } from '@gridscope/grid';
import { watchThrottled } from '@vueuse/core';
import { computed, type ComputedRef, type Ref } from 'vue';
import { atlasTilePx } from '../services/grid-view/atlas-tile-px';
import { stepPage, type GridView } from '../services/grid-view/grid-view';
import type { PageShape } from '../services/grid-view/page-shape';
import type { PlanCells } from '../stores/plan-cells';
import { usePageAtlas, type PagePictures } from './usePageAtlas';

const lookMs = 500;

/** The pictures of the page on the screen and of those beside it along the sliders; asks for the page again when its cells have newer ones. */
export function useGridPictures(planId: string, axes: ComputedRef<readonly Axis[]>, { view, shape, cells, tilePx }: { view: Readonly<Ref<GridView>>; shape: ComputedRef<PageShape>; cells: PlanCells; /** Undefined until the window is measured. */ tilePx: Readonly<Ref<number | undefined>> }): PagePictures {
  const atlasPx = computed(() => (tilePx.value === undefined ? undefined : atlasTilePx(shape.value, tilePx.value * devicePixelRatio)));
  const page = computed(() => atlasPx.value && pageQuery(view.value, atlasPx.value));
  const neighbours = computed(() => {
    const px = atlasPx.value;
    return px === undefined ? [] : view.value.pages.slice(0, 2).flatMap((axisId) => [1, -1].map((by) => pageQuery(stepPage(axes.value, view.value, axisId, by), px)));
  });
  const pictures = usePageAtlas(planId, page, neighbours);

  watchThrottled([cells.version, shape], () => {
    pictures.keepPreviews((index) => cells.at(index)?.state === 'running');
    if (hasNewer(shape.value, cells, pictures)) pictures.refreshSoon();
  }, { throttle: lookMs, trailing: true, immediate: true });
  return pictures;
}

function pageQuery({ x, y, pages, at }: GridView, tilePx: 64 | 128 | 256): GridPageQuery {
  return { x, y, at: pages.map((axisId) => `${axisId}:${at[axisId] ?? ''}`).join(','), tilePx };
}

/** Whether a cell of the page has a picture that the atlas does not show. */
function hasNewer(shape: PageShape, cells: PlanCells, pictures: PagePictures): boolean {
  const images = pictures.atlas()?.page.images;
  if (images === undefined) return false;
  for (let row = 0; row < shape.rows.length; row += 1) {
    for (let column = 0; column < shape.columns.length; column += 1) {
      const cell = cells.at(shape.indexAt({ column, row }));
      if (cell?.state === 'done' && cell.lead !== undefined && images[shape.atlasPlaceAt({ column, row })] !== cell.lead.image) return true;
    }
  }
  return false;
}
