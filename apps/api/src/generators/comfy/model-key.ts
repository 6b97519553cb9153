import type { Workflow } from '@gridscope/comfy';
import { modelsOf } from './models-of.js';

/** Names the set of model files that a workflow takes: equal keys need nothing loaded in between. Empty where it takes none. */
export function modelKeyOf(workflow: Workflow): string {
  return [...new Set(modelsOf(workflow).map(({ folder, name }) => `${folder}/${name.replaceAll('\\', '/')}`))].sort().join('\n');
}
