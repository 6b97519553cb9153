import { createHash, randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { type ImageStore, NotStoredError, type StoredFile, thumbnailKey } from '../../../apps/api/src/images/image-store.js';

function some(sizeBytes = 1_000): { key: string; bytes: Buffer } {
  const bytes = randomBytes(sizeBytes);
  return { bytes, key: createHash('sha256').update(bytes).digest('hex') };
}

async function all(store: ImageStore): Promise<StoredFile[]> {
  const files: StoredFile[] = [];
  for await (const file of store.list()) files.push(file);
  return files;
}

/** What every image store keeps to. */
export function describeImageStore(makeStore: () => Promise<ImageStore>): void {
  it('gives back what was put', async () => {
    const store = await makeStore();
    const { key, bytes } = some();

    await store.put(key, bytes);

    expect(Buffer.from(await store.read(key)).equals(bytes)).toBe(true);
    expect(await store.find(key)).toMatchObject({ key, sizeBytes: 1_000 });
  });

  it('gives a stretch, both ends included', async () => {
    const store = await makeStore();
    const { key, bytes } = some();
    await store.put(key, bytes);

    const stretch = await buffer(await store.open(key, { from: 10, to: 19 }));

    expect(stretch.equals(bytes.subarray(10, 20))).toBe(true);
  });

  it('takes the same bytes twice, at once and one after the other', async () => {
    const store = await makeStore();
    const { key, bytes } = some();

    await Promise.all([store.put(key, bytes), store.put(key, bytes), store.put(key, bytes)]);
    await store.put(key, bytes);

    expect((await all(store)).map((file) => file.key)).toEqual([key]);
    expect(Buffer.from(await store.read(key)).equals(bytes)).toBe(true);
  });

  it('counts what is put again as put now', async () => {
    const store = await makeStore();
    const { key, bytes } = some();
    await store.put(key, bytes);
    const before = Date.now();

    await store.put(key, bytes);

    // File systems keep whole milliseconds at the coarsest here.
    expect((await store.find(key))?.storedAtMs).toBeGreaterThanOrEqual(before - 1);
  });

  it('lists pictures and thumbnails', async () => {
    const store = await makeStore();
    const { key, bytes } = some();
    await store.put(key, bytes);
    await store.put(thumbnailKey(key, 128), bytes);

    const files = await all(store);

    expect(files.map((file) => file.key).sort()).toEqual([key, `${key}-128`]);
  });

  it('says that something is not stored, and forgets what was removed', async () => {
    const store = await makeStore();
    const { key, bytes } = some();
    await store.put(key, bytes);

    await store.remove(key);
    await store.remove(key);

    expect(await store.find(key)).toBeUndefined();
    await expect(store.read(key)).rejects.toBeInstanceOf(NotStoredError);
    await expect(store.open(key)).rejects.toBeInstanceOf(NotStoredError);
  });

  it.each([
    ['a path', '../../etc/passwd'],
    ['a short hash', 'abc'],
    ['capitals', 'A'.repeat(64)],
    ['a path behind a hash', `${'a'.repeat(64)}/x`],
  ])('refuses %s as a key', async (_, key) => {
    const store = await makeStore();

    await expect(store.put(key, some().bytes)).rejects.toBeInstanceOf(RangeError);
    await expect(store.read(key)).rejects.toBeInstanceOf(RangeError);
  });
}
