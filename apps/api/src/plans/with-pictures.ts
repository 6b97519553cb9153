import type { Parameters } from '@gridscope/grid';
import type { FrozenRevision } from '../experiments/frozen-revision.js';
import type { CellParameters } from '../generators/cell-parameters.js';
import { imageInputs } from '../generators/comfy/image-inputs.js';

/** A cell's parameters with what the pictures that it names on the server hold now; `pins`: name → hash. */
export function withPictures(revision: FrozenRevision, parameters: Parameters, pins: Readonly<Record<string, string>>): CellParameters {
  const names = [...imageInputs(revision)].map(([path, literal]) => String(parameters.set[path] ?? literal));
  const pictures = Object.fromEntries(names.flatMap((name) => (pins[name] === undefined ? [] : [[name, pins[name]]])));
  return Object.keys(pictures).length === 0 ? parameters : { ...parameters, pictures };
}
