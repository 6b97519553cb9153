import type { FrozenRevision } from '../experiments/frozen-revision.js';
import { modelsOf } from '../generators/comfy/models-of.js';

/** Folders by what it costs to change a file of theirs, the most costly first; all others come after. */
const costlyFolders = ['checkpoints', 'diffusion_models', 'text_encoders', 'vae', 'controlnet', 'loras', 'upscale_models'];

/** Axes that change which models are loaded, the most costly first: they should run slowest. */
export function modelAxes({ workflow, resolved }: FrozenRevision): number[] {
  const costs = new Map(modelsOf(workflow).map((model) => [model.path, cost(model.folder)]));
  const nodeCosts = new Map([...costs].map(([path, at]) => [path.slice(0, path.indexOf('.')), at]));
  const found = resolved.axes.flatMap((axis, place) => {
    const touched = axis.values.flatMap((value) => value.operations.flatMap((operation) => {
      if (operation.op === 'set') return costs.get(operation.input) ?? [];
      return operation.op === 'bypass' ? (nodeCosts.get(operation.node) ?? []) : [];
    }));
    return touched.length === 0 ? [] : [{ place, cost: Math.min(...touched) }];
  });
  return found.sort((a, b) => a.cost - b.cost).map(({ place }) => place);
}

function cost(folder: string): number {
  const place = costlyFolders.indexOf(folder);
  return place === -1 ? costlyFolders.length : place;
}
