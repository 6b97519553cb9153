import type { InputKind } from './input-kind.js';
import type { InputResolver } from './input-resolver.js';
import type { InputPath } from './operation.js';

/** Resolved inputs, or why there are none. */
export type Targets = { ok: true; targets: { path: InputPath; kind: InputKind }[] } | { ok: false; message: string };

/** Resolves one or more inputs; two names of one input are one target. The first that is unknown is the mistake. */
export function resolveTargets(paths: string | string[], inputs: InputResolver): Targets {
  const targets = new Map<InputPath, { path: InputPath; kind: InputKind }>();
  for (const path of [paths].flat()) {
    const found = inputs.resolve(path);
    if (!found.ok) return found;
    targets.set(found.path, { path: found.path, kind: found.kind });
  }
  if (targets.size === 0) return { ok: false, message: 'No input is named. Write one, for example KSampler.steps.' };
  return { ok: true, targets: [...targets.values()] };
}

/** Resolves inputs that must hold text. */
export function resolveTextTargets(paths: string | string[], inputs: InputResolver): { ok: true; paths: InputPath[] } | { ok: false; message: string } {
  const found = resolveTargets(paths, inputs);
  if (!found.ok) return found;
  const stranger = found.targets.find(({ kind }) => kind.type !== 'text');
  if (stranger !== undefined) return { ok: false, message: `${stranger.path} holds no text (its type is ${stranger.kind.type}). Search, replace and append need a text input, for example positive.text.` };
  return { ok: true, paths: found.targets.map(({ path }) => path) };
}
