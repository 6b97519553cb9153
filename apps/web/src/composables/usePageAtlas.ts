import { endpoints, type GridPageQuery } from '@gridscope/contract';
import { onScopeDispose, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue';
import { useApi } from '../services/api';
import { AtlasCache, type Atlas } from '../services/grid-view/atlas-cache';
import { decodeBitmap } from '../services/grid-view/decode-bitmap';
import { PreviewPictures } from '../services/grid-view/preview-pictures';
import { ThumbnailCache, type ThumbnailPx } from '../services/grid-view/thumbnail-cache';
import { errorMessage } from '../services/error-message';

const budgetBytes = 700_000_000;
const tileSizesPx = [256, 128, 64] as const;
const keptThumbnails = 500;
/** A page that takes longer to make is shown from single thumbnails meanwhile. */
const patienceMs = 400;
const leastRefreshMs = 3_000;
/** Asking for a page again takes the API at most this part of the time. */
const refreshShare = 0.1;

export interface PagePictures {
  /** Counts up when another picture can be drawn. */
  version: Readonly<ShallowRef<number>>;
  error: Readonly<ShallowRef<string | undefined>>;
  atlas: () => Atlas<ImageBitmap> | undefined;
  /** The neighbours that are there. */
  atlasesBeside: () => Atlas<ImageBitmap>[];
  /** The page asked for is there, or will not come soon: what it lacks is asked for singly. */
  isSettled: () => boolean;
  thumbnail: (image: string, sizePx: ThumbnailPx) => ImageBitmap | undefined;
  preview: (index: number, address: string) => HTMLImageElement | undefined;
  keepPreviews: (isRunning: (index: number) => boolean) => void;
  /** Asks for the page on the screen again, soon: many calls are one question. */
  refreshSoon: () => void;
}

/** The pictures of a plan's pages: an atlas for each page, single thumbnails for what the atlas does not have yet. */
export function usePageAtlas(planId: string, page: ComputedRef<GridPageQuery | undefined>, neighbours: ComputedRef<readonly GridPageQuery[]>): PagePictures {
  const api = useApi();
  const version = shallowRef(0);
  const error = shallowRef<string>();
  const changed = () => void (version.value += 1);
  const atlases = new AtlasCache<ImageBitmap>({ ask: (query, signal) => api.request(endpoints.getGridPage, { parameters: { planId }, query, signal }), decode: decodeBitmap }, { budgetBytes, onArrival: changed });
  const thumbnails = new ThumbnailCache<ImageBitmap>((image, sizePx, signal) => decodeBitmap(api.urlOf(endpoints.getThumbnail, { parameters: { image, sizePx } }), signal), { limit: keptThumbnails, onArrival: changed });
  const previews = new PreviewPictures(changed);
  let isPatient = true;
  let patienceTimer: ReturnType<typeof setTimeout> | undefined;
  let refreshTimer: ReturnType<typeof setTimeout> | undefined;
  let refreshMs = leastRefreshMs;

  /** Neighbours only after the page itself, so that they never delay it. */
  async function load(): Promise<void> {
    const wanted = page.value;
    if (wanted === undefined) return;
    try {
      await atlases.want(wanted);
      error.value = undefined;
      for (const neighbour of neighbours.value) {
        if (page.value !== wanted) return;
        await atlases.want(neighbour);
      }
    } catch (problem) {
      if (page.value === wanted) error.value = errorMessage(problem);
    }
  }

  async function refresh(): Promise<void> {
    refreshTimer = undefined;
    const wanted = page.value;
    if (wanted === undefined) return;
    const beganMs = performance.now();
    try {
      await atlases.refresh(wanted);
      error.value = undefined;
    } catch (problem) {
      error.value = errorMessage(problem);
    }
    refreshMs = Math.max(leastRefreshMs, (performance.now() - beganMs) / refreshShare);
  }

  /** The atlas asked for, or the same page with larger or smaller tiles until it is there. */
  function atlas(): Atlas<ImageBitmap> | undefined {
    const wanted = page.value;
    if (wanted === undefined) return undefined;
    return atlases.get(wanted) ?? tileSizesPx.map((tilePx) => atlases.get({ ...wanted, tilePx })).find((one) => one !== undefined);
  }

  function isSettled(): boolean {
    return !isPatient || error.value !== undefined || (page.value !== undefined && atlases.get(page.value) !== undefined);
  }

  function refreshSoon(): void {
    refreshTimer ??= setTimeout(() => void refresh(), refreshMs);
  }

  function beginPatience(): void {
    clearTimeout(patienceTimer);
    isPatient = true;
    patienceTimer = setTimeout(() => {
      isPatient = false;
      changed();
    }, patienceMs);
  }

  watch(page, () => {
    beginPatience();
    void load();
  }, { immediate: true });
  onScopeDispose(() => {
    clearTimeout(refreshTimer);
    clearTimeout(patienceTimer);
    atlases.close();
    thumbnails.close();
  });

  return {
    version, error, atlas, isSettled,
    atlasesBeside: () => neighbours.value.map((query) => atlases.get(query)).filter((one) => one !== undefined),
    refreshSoon,
    thumbnail: (image, sizePx) => thumbnails.get(image, sizePx),
    preview: (index, address) => previews.get(index, address),
    keepPreviews: (isRunning) => previews.keepOnly(isRunning),
  };
}
