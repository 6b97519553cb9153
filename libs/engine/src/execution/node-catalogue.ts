import type { Choices, EngineNode, NodeSpec } from '../nodes/node.js';
import type { VersionFeatures } from './server-version.js';

/** The node classes of one engine, with their entries of `/object_info`. */
export class NodeCatalogue {
  private readonly byName: ReadonlyMap<string, EngineNode>;
  private readonly specs = new Map<string, NodeSpec>();

  constructor(private readonly nodes: readonly EngineNode[], private readonly choices: Choices, private readonly features: VersionFeatures) {
    this.byName = new Map(nodes.map((node) => [node.name, node]));
  }

  /** The same classes with choices as they are now: what one request or one run works with. */
  refreshed(): NodeCatalogue {
    return new NodeCatalogue(this.nodes, this.choices, this.features);
  }

  get names(): string[] {
    return [...this.byName.keys()];
  }

  node(name: string): EngineNode | undefined {
    return this.byName.get(name);
  }

  /** The entry, its combos filled when it is first asked for. Throws RangeError for a class that is not there. */
  spec(name: string): NodeSpec {
    const known = this.specs.get(name);
    if (known) return known;
    const node = this.byName.get(name);
    if (node === undefined) throw new RangeError(`no node class ${name}`);
    const spec = typeof node.spec === 'function' ? node.spec(this.choices) : node.spec;
    this.specs.set(name, spec);
    return spec;
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
