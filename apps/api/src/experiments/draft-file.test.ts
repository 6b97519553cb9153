import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DraftFileError, readDraftFile } from './draft-file.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gridscope-draft-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function write(text: string, name = 'sweep.yaml'): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, text);
  return file;
}

async function mistakes(text: string): Promise<string> {
  const file = await write(text);
  return readDraftFile(file).then(
    () => 'none',
    (error: unknown) => (error instanceof DraftFileError ? error.message.replaceAll(`${file}:`, '') : String(error)),
  );
}

describe('readDraftFile', () => {
  it('keeps every digit of a seed', async () => {
    const { draft } = await readDraftFile(await write('workflow: { template: txt2img }\nset: { KSampler.seed: 18446744073709551615, KSampler.steps: 20 }'));

    expect(draft.set).toEqual({ 'KSampler.seed': '18446744073709551615', 'KSampler.steps': 20 });
  });

  it('takes the name of the file where none is written', async () => {
    expect((await readDraftFile(await write('workflow: { template: txt2img }', 'my sweep.yaml'))).draft.name).toBe('my sweep');
  });

  it('puts a workflow file into the draft', async () => {
    await write('{"1":{"class_type":"EmptyImage","inputs":{}}}', 'flow.json');

    const { draft } = await readDraftFile(await write('workflow: { file: flow.json }'));

    expect(draft.workflow).toEqual({ content: '{"1":{"class_type":"EmptyImage","inputs":{}}}', name: 'flow.json' });
  });

  it('finds the pictures of an axis beside the file', async () => {
    const { pictures } = await readDraftFile(await write('workflow: { template: img2img }\naxes: [{ images: { input: LoadImage.image, files: [a.png, "image:0123"] } }]'));

    expect([...pictures]).toEqual([['a.png', join(folder, 'a.png')]]);
  });

  it.each([
    ['YAML that breaks off', 'workflow: { template: txt2img', /^1:\d+ /],
    ['a list instead of keys', '- a\n- b', /^1:1 .*gridscope: 1/],
    ['a key that nobody knows', 'workflow: { template: txt2img }\nstepps: 3', /stepps/],
    ['a mistake deep inside, with its line', 'workflow: { template: txt2img }\naxes:\n  - { name: a, input: KSampler.steps, values: "1" }\n  - { name: b, input: KSampler.cfg, values: 7 }', /^4:\d+ /],
    ['a workflow file that is not there', 'workflow: { file: gone.json }', /^1:19 there is no file gone\.json/],
  ])('points at %s', async (_, text, expected) => {
    expect(await mistakes(text)).toMatch(expected);
  });

  it('says when there is no such file', async () => {
    await expect(readDraftFile(join(folder, 'gone.yaml'))).rejects.toThrow(/there is no such file/);
  });
});
