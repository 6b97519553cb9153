import type { InputSpec, NodeSpec } from './node.js';
import { recordedSpecs } from './recorded-specs.js';

/** The recorded entry of a class; throws for a class that scripts/engine-specs.mjs does not list. */
export function specOf(classType: string): NodeSpec {
  const spec = recordedSpecs[classType];
  if (spec === undefined) throw new Error(`no recorded entry for ${classType}: add it to scripts/engine-specs.mjs`);
  return spec;
}

/** The entry with other choices in its required combos, by input name: files that are there, samplers that are implemented. */
export function withChoices(spec: NodeSpec, choicesByInput: Readonly<Record<string, readonly string[]>>): NodeSpec {
  const required = { ...spec.input.required };
  for (const [name, choices] of Object.entries(choicesByInput)) {
    const input = required[name];
    if (input === undefined) throw new Error(`${spec.name} has no required input ${name}`);
    required[name] = withInputChoices(input, [...choices]);
  }
  return { ...spec, input: { ...spec.input, required } };
}

function withInputChoices([type = null, ...rest]: InputSpec, choices: string[]): InputSpec {
  // The old form of a combo: the type is the list of choices.
  if (Array.isArray(type)) return [choices, ...rest];
  const [options] = rest;
  // The new form, ["COMBO", { options }].
  return [type, { ...(isRecord(options) ? options : {}), options: choices }];
}

function isRecord(value: InputSpec[number] | undefined): value is Exclude<InputSpec[number], null | boolean | number | bigint | string | InputSpec> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
