import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeDir } from '../testing/make-dir.js';
import { fileName, savePath } from './save-path.js';

const size = { width: 48, height: 32 };
const now = new Date(2026, 0, 2, 3, 4, 5);
let place: Awaited<ReturnType<typeof makeDir>>;
beforeEach(async () => void (place = await makeDir()));
afterEach(() => place.remove());

// The first seven rows are recorded in run-outputs.json.
it.each([
  ['a plain prefix', 'second', '', 'second_00001_.png'],
  ['a folder in the prefix', 'rec/img', 'rec', 'img_00001_.png'],
  ['tokens of size and batch', 't/%width%x%height%-%batch_num%', 't', '48x32-0_00001_.png'],
  ['a date token that only a page replaces', '%date:yyyy-MM-dd%', '', '%date:yyyy-MM-dd%_00001_.png'],
  ['a widget token that only a page replaces', '%KSampler.seed%-x', '', '%KSampler.seed%-x_00001_.png'],
  ['blanks and letters beyond ASCII', 'a b/ü', 'a b', 'ü_00001_.png'],
  ['an empty prefix', '', '', '._00001_.png'],
  ['tokens of the time, two digits each', '%year%-%month%-%day% %hour%.%minute%.%second%', '', '2026-01-02 03.04.05_00001_.png'],
  ['a detour that stays inside', 'a/../b', '', 'b_00001_.png'],
])('names files by %s', async (_, prefix, subfolder, file) => {
  const path = await savePath(place.dir, prefix, size, now);

  expect({ subfolder: path.subfolder, file: fileName(path, 0, 'png') }).toEqual({ subfolder, file });
});

it.each([
  ['counts on from the highest', ['num_00001_.png', 'num_00007_.png'], 'num', 8],
  ['counts files of every kind', ['num_00002_.webp'], 'num', 3],
  ['does not count a longer prefix', ['num_a_00009_.png'], 'num', 1],
  ['does not count what has no number', ['num_x_.png', 'num.png', 'other_00009_.png'], 'num', 1],
])('%s', async (_, files, prefix, counter) => {
  for (const file of files) await writeFile(join(place.dir, file), '');

  await expect(savePath(place.dir, prefix, size, now)).resolves.toMatchObject({ counter });
});

it('makes the folder that a prefix names', async () => {
  await savePath(place.dir, 'new/deep/name', size, now);

  await expect(readdir(join(place.dir, 'new', 'deep'))).resolves.toEqual([]);
});

it.each(['../escape', '../../escape', 'a/../../escape'])('refuses %s, in the words of ComfyUI', async (prefix) => {
  const base = join(place.dir, 'output');
  await mkdir(base, { recursive: true });

  await expect(savePath(base, prefix, size, now)).rejects.toMatchObject({
    name: 'Exception',
    message: expect.stringMatching(/^\*\*\*\* ERROR: Saving image outside the output folder is not allowed\.\n full_output_folder: .*\n {9}output_dir: .*output$/),
  });
});
