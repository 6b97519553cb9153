import { describe, expect, it, vi } from 'vitest';
import { ThumbnailCache, thumbnailPxFor } from './thumbnail-cache';

const bitmap = (name: string, closed: string[]) => ({ width: 64, height: 64, name, close: () => void closed.push(name) });

describe('ThumbnailCache', () => {
  it('has a thumbnail when it was asked for before', async () => {
    const arrived = vi.fn();
    const cache = new ThumbnailCache(async (image) => bitmap(image, []), { limit: 10, onArrival: arrived });

    expect(cache.get('a', 64)).toBeUndefined();
    await vi.waitFor(() => expect(arrived).toHaveBeenCalledTimes(1));

    expect(cache.get('a', 64)?.name).toBe('a');
  });

  it('loads what was asked for last first, a few at once', async () => {
    const asked: string[] = [];
    let goOn = (): void => undefined;
    const held = new Promise<void>((resolve) => (goOn = resolve));
    const cache = new ThumbnailCache(async (image) => {
      asked.push(image);
      await held;
      return bitmap(image, []);
    }, { limit: 100, onArrival: () => undefined });

    for (let image = 0; image < 20; image += 1) cache.get(String(image), 64);
    expect(asked).toEqual(['0', '1', '2', '3', '4', '5']);
    goOn();

    await vi.waitFor(() => expect(asked).toHaveLength(20));
    expect(asked[6]).toBe('19');
  });

  it('does not ask again for one that could not be had', async () => {
    const asked: string[] = [];
    const arrived = vi.fn();
    const cache = new ThumbnailCache(async (image) => {
      asked.push(image);
      throw new Error('404');
    }, { limit: 10, onArrival: arrived });
    cache.get('a', 64);
    await vi.waitFor(() => expect(arrived).toHaveBeenCalled());

    cache.get('a', 64);

    expect(asked).toEqual(['a']);
  });

  it('lets go of those used longest ago', async () => {
    const closed: string[] = [];
    const cache = new ThumbnailCache(async (image) => bitmap(image, closed), { limit: 2, onArrival: () => undefined });

    for (const image of ['a', 'b', 'c']) {
      cache.get(image, 64);
      await vi.waitFor(() => expect(cache.get(image, 64)).toBeDefined());
    }

    expect(closed).toEqual(['a']);
  });
});

it.each([[40, 64], [65, 128], [256, 256], [2_000, 512]])('takes for %i device pixels the thumbnail of %i', (devicePx, sizePx) => {
  expect(thumbnailPxFor(devicePx)).toBe(sizePx);
});
