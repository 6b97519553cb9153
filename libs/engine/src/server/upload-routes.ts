import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { parseExactJson } from '@gridscope/comfy';
import { isRecord } from '../execution/input-specs.js';
import { empty, json, type Answer, type Ask } from './answer.js';
import type { EngineCore } from './engine-core.js';
import { baseOf, findPlace, isInside } from './file-place.js';
import { maskedPicture } from './masked-picture.js';
import { WrongTypeError } from './queue-routes.js';
import { readForm, type Form, type FormFile } from './read-form.js';
import type { Route } from './router.js';

/** `/upload/image` and `/upload/mask` (facts §1.10). */
export function uploadRoutes(core: EngineCore): Route[] {
  const save = (path: string, image: FormFile): Promise<void> => writeFile(path, image.bytes);
  return [
    { method: 'POST', path: '/upload/image', handler: async (ask) => upload(core, await formOf(ask), save) },
    { method: 'POST', path: '/upload/mask', handler: async (ask) => uploadMask(core, await formOf(ask)) },
  ];
}

type Save = (path: string, image: FormFile) => Promise<void>;

async function formOf(ask: Ask): Promise<Form> {
  return readForm(ask.request, await ask.body());
}

async function upload(core: EngineCore, form: Form, save: Save): Promise<Answer> {
  const image = form.get('image');
  if (image === undefined) return empty(400);
  // A part without a file name is a plain field for aiohttp, which has no file in it.
  if (typeof image === 'string' || image.filename === '') throw new WrongTypeError('image is no file');
  const base = baseOf(fieldOf(form, 'type') ?? 'input', core.dirs);
  if (base === undefined) throw new WrongTypeError('unknown type of folder');
  const subfolder = fieldOf(form, 'subfolder') ?? '';
  const path = resolve(base, subfolder, image.filename);
  if (!isInside(base, path)) return empty(400);
  const folder = resolve(base, subfolder);
  await mkdir(folder, { recursive: true });
  const isOverwriting = ['true', '1'].includes(fieldOf(form, 'overwrite') ?? '');
  const name = isOverwriting ? image.filename : await freeName(folder, image);
  await save(join(folder, name), image);
  return json({ name, subfolder, type: fieldOf(form, 'type') ?? 'input' });
}

/** The name itself where it is free or holds the same bytes, else `name (1).png` and so on. */
async function freeName(folder: string, { filename, bytes }: FormFile): Promise<string> {
  const extension = extname(filename);
  const stem = join(dirname(filename), basename(filename, extension));
  for (let count = 0; ; count++) {
    const name = count === 0 ? filename : `${stem} (${count})${extension}`;
    const there = await contentOf(join(folder, name));
    if (there === undefined || there.equals(bytes)) return name;
  }
}

async function contentOf(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Saves the original picture with the uploaded alpha. Nothing is written, but 200 answered, where the original is not there or refused. */
async function uploadMask(core: EngineCore, form: Form): Promise<Answer> {
  const reference = parseExactJson(fieldOf(form, 'original_ref') ?? 'original_ref is missing');
  return upload(core, form, async (path, mask) => {
    if (!isRecord(reference) || typeof reference['filename'] !== 'string') throw new WrongTypeError('original_ref has no filename');
    const subfolder = reference['subfolder'];
    const place = findPlace(reference['filename'], { type: String(reference['type'] ?? 'output'), subfolder: typeof subfolder === 'string' && subfolder !== '' ? subfolder : null }, core.dirs);
    const original = 'path' in place ? await contentOf(place.path) : undefined;
    if (original) await writeFile(path, await maskedPicture(original, mask.bytes));
  });
}

function fieldOf(form: Form, name: string): string | undefined {
  const value = form.get(name);
  return typeof value === 'string' ? value : undefined;
}
