import { mkdir, readdir } from 'node:fs/promises';
import { basename, dirname, join, normalize, relative, resolve, sep } from 'node:path';
import { NodeError } from '../node-error.js';

export interface SavePath {
  /** Absolute; made where it was missing. */
  folder: string;
  /** The folder as answers carry it: relative to the base, `''` for the base itself. */
  subfolder: string;
  /** The first part of the file names. */
  name: string;
  /** The number of the first file: one above the highest that carries this name. */
  counter: number;
}

/**
 * Where files with this prefix go, as ComfyUI's folder_paths works it out (facts §3.4): folders in the prefix, tokens
 * replaced, numbers going on from what lies there. Throws for a prefix that leaves the base folder.
 */
export async function savePath(base: string, prefix: string, size: { width: number; height: number }, now: Date): Promise<SavePath> {
  const path = normalize(replaceTokens(prefix, size, now));
  const folder = resolve(base, dirname(path));
  if (relative(base, folder).split(sep)[0] === '..')
    throw new NodeError('Exception', `**** ERROR: Saving image outside the output folder is not allowed.\n full_output_folder: ${folder}\n         output_dir: ${base}`);
  const name = basename(path);
  await mkdir(folder, { recursive: true });
  const subfolder = dirname(path) === '.' ? '' : dirname(path);
  return { folder, subfolder, name, counter: nextCounter(await readdir(folder), name) };
}

/** A file of the batch: `name_00001_.png`, with `%batch_num%` replaced. */
export function fileName(path: SavePath, index: number, extension: string): string {
  return `${path.name.replaceAll('%batch_num%', String(index))}_${String(path.counter + index).padStart(5, '0')}_.${extension}`;
}

/** The absolute path of a file of the batch. */
export function filePath(path: SavePath, file: string): string {
  return join(path.folder, file);
}

function replaceTokens(prefix: string, { width, height }: { width: number; height: number }, now: Date): string {
  const twoDigits = (value: number): string => String(value).padStart(2, '0');
  const tokens: Record<string, string> = {
    width: String(width),
    height: String(height),
    year: String(now.getFullYear()),
    month: twoDigits(now.getMonth() + 1),
    day: twoDigits(now.getDate()),
    hour: twoDigits(now.getHours()),
    minute: twoDigits(now.getMinutes()),
    second: twoDigits(now.getSeconds()),
  };
  return prefix.replace(/%(\w+)%/g, (whole, token: string) => tokens[token] ?? whole);
}

function nextCounter(files: readonly string[], name: string): number {
  const start = `${name}_`;
  return files.reduce((highest, file) => (file.startsWith(start) ? Math.max(highest, leadingNumber(file.slice(start.length))) : highest), 0) + 1;
}

// What stands before the next underscore, 0 where that is no number: `num_a_00001_.png` does not count for the prefix `num`.
function leadingNumber(text: string): number {
  const digits = text.split('_', 1)[0] ?? '';
  return /^\d+$/.test(digits) ? Number(digits) : 0;
}
