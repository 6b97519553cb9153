import type { EngineNode } from '../node.js';
import { specOf, withChoices } from '../spec.js';

/** The entry of a loader whose inputs name files of model folders, by input name. */
export function loaderSpec(classType: string, folderByInput: Readonly<Record<string, string>>): EngineNode['spec'] {
  return (choices) => {
    const names = Object.entries(folderByInput).map(([input, folder]) => [input, choices.models(folder)] as const);
    return withChoices(specOf(classType), Object.fromEntries(names));
  };
}
