import type { Json } from '@gridscope/comfy';
import type { InputSpec, NodeSpec } from '../nodes/node.js';

export interface DeclaredInput {
  /** Dotted for a part of a dynamic input (`resize_type.width`). */
  name: string;
  spec: InputSpec;
  isRequired: boolean;
}

type Options = Record<string, Json>;

/** The inputs that a node takes, given what the prompt says: dynamic combos and growing lists are unfolded (facts §4.3). */
export function declaredInputs(spec: NodeSpec, given: Readonly<Record<string, unknown>>): DeclaredInput[] {
  return [...unfoldGroup(spec.input.required, true, '', given), ...unfoldGroup(spec.input.optional, false, '', given)];
}

/** The type of an input: its name, or `COMBO` for the old form of a combo. */
export function typeOf(spec: InputSpec): string {
  const [type] = spec;
  return typeof type === 'string' ? type : 'COMBO';
}

/** The options of an input; empty where it has none. */
export function optionsOf(spec: InputSpec): Options {
  const options = spec[1];
  return isRecord(options) ? options : {};
}

/** `[type, options]` as errors show an input, with empty options where it has none. */
export function inputConfig(spec: InputSpec): Json[] {
  return [spec[0] ?? null, optionsOf(spec)];
}

/** The choices of a combo; undefined where the list is not in the entry (remote lists). */
export function choicesOf(spec: InputSpec): Json[] | undefined {
  const [type] = spec;
  if (Array.isArray(type)) return type;
  const { options } = optionsOf(spec);
  return type === 'COMBO' && Array.isArray(options) ? options : undefined;
}

export function isRecord(value: unknown): value is Record<string, Json> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function unfoldGroup(group: Readonly<Record<string, InputSpec>> | undefined, isRequired: boolean, prefix: string, given: Readonly<Record<string, unknown>>): DeclaredInput[] {
  return Object.entries(group ?? {}).flatMap(([name, spec]) => unfold({ name: prefix + name, spec, isRequired }, given));
}

function unfold(input: DeclaredInput, given: Readonly<Record<string, unknown>>): DeclaredInput[] {
  const type = typeOf(input.spec);
  if (type === 'COMFY_DYNAMICCOMBO_V3') return [input, ...chosenInputs(input, given)];
  if (type === 'COMFY_AUTOGROW_V3') return grownInputs(input, given);
  return [input];
}

function chosenInputs(input: DeclaredInput, given: Readonly<Record<string, unknown>>): DeclaredInput[] {
  const { options } = optionsOf(input.spec);
  if (!Array.isArray(options)) return [];
  const chosen = options.filter(isRecord).find((option) => option['key'] === given[input.name]);
  if (chosen === undefined || !isRecord(chosen['inputs'])) return [];
  return unfoldParts(chosen['inputs'], input, given);
}

function unfoldParts(parts: Options, input: DeclaredInput, given: Readonly<Record<string, unknown>>): DeclaredInput[] {
  // An entry of /object_info keeps its inputs as lists by name, at every depth.
  const required = parts['required'] as Record<string, InputSpec> | undefined;
  const optional = parts['optional'] as Record<string, InputSpec> | undefined;
  const prefix = `${input.name}.`;
  return [...unfoldGroup(required, input.isRequired, prefix, given), ...unfoldGroup(optional, false, prefix, given)];
}

function grownInputs(input: DeclaredInput, given: Readonly<Record<string, unknown>>): DeclaredInput[] {
  const { template } = optionsOf(input.spec);
  if (!isRecord(template) || !isRecord(template['input'])) return [];
  const part = Object.values({ ...asGroup(template['input']['required']), ...asGroup(template['input']['optional']) })[0];
  if (part === undefined) return [];
  const least = Number(template['min'] ?? 0);
  return grownNames(template)
    .map((name, index) => ({ name: `${input.name}.${name}`, spec: part, isRequired: input.isRequired && index < least }))
    .filter(({ name, isRequired }) => isRequired || given[name] !== undefined);
}

function grownNames(template: Options): string[] {
  const names = template['names'];
  if (Array.isArray(names)) return names.map(String);
  return Array.from({ length: Number(template['max'] ?? 0) }, (_, index) => `${String(template['prefix'] ?? '')}${index}`);
}

function asGroup(value: Json | undefined): Record<string, InputSpec> {
  // As above: a group of inputs holds lists.
  return isRecord(value) ? (value as Record<string, InputSpec>) : {};
}
