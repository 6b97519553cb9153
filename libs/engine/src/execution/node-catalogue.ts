import type { Choices, EngineNode, NodeSpec } from '../nodes/node.js';
import type { VersionFeatures } from './server-version.js';

/** The node classes of one engine, with their entries of `/object_info` as they are now. */
export class NodeCatalogue {
  private readonly byName: ReadonlyMap<string, EngineNode>;

  constructor(nodes: readonly EngineNode[], private readonly choices: Choices, private readonly features: VersionFeatures) {
    this.byName = new Map(nodes.map((node) => [node.name, node]));
  }

  get names(): string[] {
    return [...this.byName.keys()];
  }

  node(name: string): EngineNode | undefined {
    return this.byName.get(name);
  }

  /** The entry with its combos as they are now. Throws RangeError for a class that is not there. */
  spec(name: string): NodeSpec {
    const node = this.byName.get(name);
    if (node === undefined) throw new RangeError(`no node class ${name}`);
    return typeof node.spec === 'function' ? node.spec(this.choices) : node.spec;
  }

  /** The entry as `/object_info` of the emulated version shows it. */
  publicSpec(name: string): Record<string, unknown> {
    const shown: Record<string, unknown> = { ...this.spec(name) };
    if (!this.features.hasIsInputList) delete shown['is_input_list'];
    if (!this.features.hasSearchAliases) delete shown['search_aliases'];
    if (!this.features.hasIntermediateOutput) delete shown['has_intermediate_output'];
    if (!this.features.saversHaveOutput && (name === 'SaveImage' || name === 'PreviewImage')) Object.assign(shown, { output: [], output_is_list: [], output_name: [] });
    return shown;
  }
}
