import type { GridPage, GridPageQuery } from '@gridscope/contract';
import { describe, expect, it } from 'vitest';
import { AtlasCache } from './atlas-cache';

const query = (at: string): GridPageQuery => ({ x: 'steps', y: 'sampler', at, tilePx: 64 });

/** Answers with an atlas whose address is the page's position and how often it was asked. */
function fakeSource() {
  const closed: string[] = [];
  const asked: string[] = [];
  let drawn = 0;
  return {
    closed, asked,
    drawMore: () => (drawn += 1),
    ask: async ({ at = '' }: GridPageQuery): Promise<GridPage> => {
      asked.push(at);
      return { atlas: `${at}-${drawn}`, columns: 1, rows: 1, tilePx: 64, images: [null] };
    },
    decode: async (address: string) => ({ width: 100, height: 100, address, close: () => void closed.push(address) }),
  };
}

describe('AtlasCache', () => {
  it('asks once for a page that several want at the same time', async () => {
    const source = fakeSource();
    const cache = new AtlasCache(source, { budgetBytes: 1e6, onArrival: () => undefined });

    await Promise.all([cache.want(query('a')), cache.want(query('a'))]);
    await cache.want(query('a'));

    expect(source.asked).toEqual(['a']);
  });

  it('lets go of the page used longest ago when the memory is full', async () => {
    const source = fakeSource();
    const cache = new AtlasCache(source, { budgetBytes: 2 * 100 * 100 * 4, onArrival: () => undefined });
    await cache.want(query('a'));
    await cache.want(query('b'));
    cache.get(query('a'));

    await cache.want(query('c'));

    expect(source.closed).toEqual(['b-0']);
    expect(cache.get(query('a'))?.bitmap?.address).toBe('a-0');
  });

  it('shows the old page until the new one is decoded', async () => {
    const source = fakeSource();
    const cache = new AtlasCache(source, { budgetBytes: 1e6, onArrival: () => undefined });
    await cache.want(query('a'));
    source.drawMore();

    const refreshed = cache.refresh(query('a'));
    expect(cache.get(query('a'))?.bitmap?.address).toBe('a-0');
    await refreshed;

    expect(cache.get(query('a'))?.bitmap?.address).toBe('a-1');
    expect(source.closed).toEqual(['a-0']);
  });

  it('keeps what it has when the page has not changed', async () => {
    const source = fakeSource();
    let arrivals = 0;
    const cache = new AtlasCache(source, { budgetBytes: 1e6, onArrival: () => (arrivals += 1) });
    await cache.want(query('a'));

    await cache.refresh(query('a'));

    expect(arrivals).toBe(1);
    expect(source.closed).toEqual([]);
  });

  it('drops what arrives after it was closed', async () => {
    const source = fakeSource();
    const cache = new AtlasCache(source, { budgetBytes: 1e6, onArrival: () => undefined });
    const wanted = cache.want(query('a'));

    cache.close();
    await wanted;

    expect(cache.get(query('a'))).toBeUndefined();
    expect(source.closed).toEqual(['a-0']);
  });
});
