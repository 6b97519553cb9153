import { relative, resolve, sep } from 'node:path';
import { pythonType } from '../../execution/python-text.js';
import { NodeError } from '../node-error.js';
import type { EngineDirs } from '../node.js';

/**
 * The file that a name means: `name`, `name [input]`, `name [output]` or `name [temp]`, folders in it included.
 * Undefined where it leaves its folder. Throws AttributeError for a value that is no text, as ComfyUI does.
 */
export function annotatedPath(value: unknown, dirs: EngineDirs): string | undefined {
  const [folder, name] = annotation(asText(value), dirs);
  const path = resolve(folder, name);
  return relative(folder, path).split(sep)[0] === '..' ? undefined : path;
}

function annotation(text: string, dirs: EngineDirs): [folder: string, name: string] {
  for (const type of ['input', 'output', 'temp'] as const)
    if (text.endsWith(`[${type}]`)) return [dirs[type], text.slice(0, -`[${type}]`.length).trimEnd()];
  return [dirs.input, text];
}

function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  throw new NodeError('AttributeError', `'${pythonType(value)}' object has no attribute 'endswith'`);
}
