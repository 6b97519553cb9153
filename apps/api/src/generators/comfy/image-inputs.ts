import { listInputs } from '@gridscope/comfy';
import type { FrozenRevision } from '../../experiments/frozen-revision.js';
import { type CellParameters, uploadHash } from '../cell-parameters.js';
import { scalarOf } from './input-resolver.js';

const known = new WeakMap<FrozenRevision, Map<string, string>>();

/** Inputs that take a picture: path → what the workflow itself has there, empty where nothing. */
export function imageInputs(revision: FrozenRevision): Map<string, string> {
  const there = known.get(revision);
  if (there !== undefined) return there;
  const inputs = listInputs(revision.workflow, revision.resolved.catalogue).filter((input) => input.kind.type === 'image' && input.isLinked === undefined);
  const paths = new Map(inputs.map((input) => [input.path, String(scalarOf(input.value) ?? '')]));
  known.set(revision, paths);
  return paths;
}

/** Which picture each image input of a cell takes: path → hash. Names of files that nobody pinned are not among them. */
export function picturesOf(revision: FrozenRevision, parameters: CellParameters): Map<string, string> {
  const pictures = new Map<string, string>();
  for (const [path, literal] of imageInputs(revision)) {
    const value = String(parameters.set[path] ?? literal);
    const hash = uploadHash(value) ?? parameters.pictures?.[value];
    if (hash !== undefined) pictures.set(path, hash);
  }
  return pictures;
}

/** Names of files on the server that cells of a revision may take. */
export function serverPictureNames(revision: FrozenRevision): string[] {
  const inputs = imageInputs(revision);
  const { axes, base } = revision.resolved;
  const operations = axes.flatMap((axis) => axis.values.flatMap((value) => value.operations));
  const set = operations.flatMap((operation) => (operation.op === 'set' && inputs.has(operation.input) ? [String(operation.value)] : []));
  const fixed = [...inputs].map(([path, literal]) => String(base[path] ?? literal));
  return [...new Set([...set, ...fixed])].filter((name) => name !== '' && uploadHash(name) === undefined);
}
