import { basename, join, normalize, resolve, sep } from 'node:path';
import type { EngineDirs } from '../nodes/node.js';

export type Place = { path: string; name: string } | { refusal: 400 | 403 | 404 };

const folderTypes = ['input', 'output', 'temp'] as const;
type FolderType = (typeof folderTypes)[number];

/** The base folder of a type; undefined for other words. */
export function baseOf(type: string, dirs: EngineDirs): string | undefined {
  return isFolderType(type) ? dirs[type] : undefined;
}

/**
 * Where `/view` looks for a file (facts §1.9): `name [input]` overrides the type; `..` anywhere is refused, a folder outside the base too;
 * folders in the name itself are dropped.
 */
export function findPlace(filename: string, { type, subfolder }: { type: string; subfolder: string | null }, dirs: EngineDirs): Place {
  const { name, annotated } = readAnnotation(filename);
  if (name === '') return { refusal: 400 };
  if (name.startsWith('blake3:')) return { refusal: 404 };
  if (name.startsWith('/') || name.includes('..')) return { refusal: 400 };
  const base = annotated === undefined ? baseOf(type, dirs) : dirs[annotated];
  if (base === undefined) return { refusal: 400 };
  const folder = subfolder === null ? base : resolve(base, subfolder);
  if (!isInside(base, folder)) return { refusal: 403 };
  const last = basename(name);
  return { path: join(folder, last), name: last };
}

/** Whether a path is the folder or lies in it. */
export function isInside(folder: string, path: string): boolean {
  const inside = normalize(path);
  return inside === folder || inside.startsWith(folder + sep);
}

function readAnnotation(filename: string): { name: string; annotated?: FolderType } {
  for (const type of folderTypes) {
    const ending = `[${type}]`;
    if (filename.endsWith(ending)) return { name: filename.slice(0, -ending.length).trimEnd(), annotated: type };
  }
  return { name: filename };
}

function isFolderType(type: string): type is FolderType {
  return folderTypes.some((known) => known === type);
}
