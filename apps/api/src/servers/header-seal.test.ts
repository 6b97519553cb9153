import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { HeaderSeal } from './header-seal.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gridscope-seal-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('gives back what it sealed, also after a restart', async () => {
  const sealed = (await HeaderSeal.open(folder)).seal({ authorization: 'Bearer abc' });

  expect((await HeaderSeal.open(folder)).unseal(sealed)).toEqual({ authorization: 'Bearer abc' });
});

it('shows nothing of a header in what is stored', async () => {
  const seal = await HeaderSeal.open(folder);

  expect(Buffer.from(seal.seal({ authorization: 'Bearer abc' }), 'base64').toString('latin1')).not.toContain('abc');
});

it('refuses what was changed', async () => {
  const seal = await HeaderSeal.open(folder);
  const bytes = Buffer.from(seal.seal({ a: 'b' }), 'base64');
  bytes[bytes.length - 1]! ^= 1;

  expect(() => seal.unseal(bytes.toString('base64'))).toThrow();
});
