import type { Catalogue, InputSpec, NodeSpec } from '@gridscope/comfy';

/** What several servers can do together: every node class of any of them, and of a list of choices every choice of any. */
export function mergeCatalogues(catalogues: readonly Catalogue[]): Catalogue {
  const [first, ...others] = catalogues;
  if (first === undefined) return {};
  return others.reduce(mergeTwo, first);
}

function mergeTwo(a: Catalogue, b: Catalogue): Catalogue {
  const merged: Catalogue = { ...a };
  for (const [classType, spec] of Object.entries(b)) {
    const known = merged[classType];
    merged[classType] = known === undefined ? spec : mergeSpecs(known, spec);
  }
  return merged;
}

function mergeSpecs(a: NodeSpec, b: NodeSpec): NodeSpec {
  return { ...a, input: { ...a.input, required: mergeInputs(a.input.required, b.input.required), optional: mergeInputs(a.input.optional, b.input.optional) } };
}

type Inputs = Record<string, InputSpec>;

function mergeInputs(a: Inputs, b: Inputs): Inputs {
  const merged = { ...a };
  for (const [name, spec] of Object.entries(b)) {
    const known = merged[name];
    merged[name] = known === undefined ? spec : uniteChoices(known, spec);
  }
  return merged;
}

/** Choices stand in the type's place (`[[…], {…}]`) or in the options (`["COMBO", { options: […] }]`). */
function uniteChoices(a: InputSpec, b: InputSpec): InputSpec {
  const [typeA, optionsA] = a;
  const [typeB, optionsB] = b;
  if (Array.isArray(typeA) && Array.isArray(typeB)) return [unite(typeA, typeB), optionsA ?? {}];
  const choicesA = optionsA?.options;
  const choicesB = optionsB?.options;
  if (Array.isArray(choicesA) && Array.isArray(choicesB)) return [typeA, { ...optionsA, options: unite(choicesA, choicesB) }];
  return a;
}

function unite<T>(a: readonly T[], b: readonly T[]): T[] {
  return [...new Set([...a, ...b])];
}
