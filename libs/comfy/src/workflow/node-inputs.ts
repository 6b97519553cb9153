import type { Json } from '../protocol/exact-json.js';
import { inputSpec, type InputSpec, type NodeSpec } from '../protocol/node-spec.js';
import { DYNAMIC_COMBO, dynamicOptions, isObject } from './input-kind.js';

/** One input of a node as it stands: dotted names for what dynamic inputs brought. */
export interface NodeInput {
  name: string;
  spec: InputSpec;
  isRequired: boolean;
}

const AUTOGROW = 'COMFY_AUTOGROW_V3';

/**
 * The inputs that a node has, in the order in which the editor shows them: required before optional, dynamic ones taken apart
 * (`resize_type`, `resize_type.width`; `images.image0`) by what the values choose.
 * `values` are the node's inputs by name; what is absent is read as its default.
 */
export function nodeInputs(spec: NodeSpec, values: Readonly<Record<string, Json>>): NodeInput[] {
  const groups = ['required', 'optional'] as const;
  return groups.flatMap((group) => ordered(spec.input[group], spec.input_order[group]).flatMap(([name, input]) => (
    takeApart({ name, spec: input, isRequired: group === 'required' }, values)
  )));
}

/** The value that an input has in the editor before anybody touches it; undefined where it has none. */
export function defaultValue([type, options = {}]: InputSpec): Json | undefined {
  if (options.default !== undefined) return options.default;
  if (Array.isArray(type)) return type[0];
  if (type === 'COMBO') return Array.isArray(options.options) ? options.options[0] : undefined;
  if (type === DYNAMIC_COMBO) return dynamicOptions([type, options])[0]?.key;
  return DEFAULTS[type];
}

// What ComfyUI's editor shows where the server names no default.
const DEFAULTS: Readonly<Record<string, Json>> = { INT: 0, FLOAT: 0, STRING: '', BOOLEAN: false };

/** `input_order` counts where it is there: object keys that look like numbers lose their place in JavaScript. */
function ordered(inputs: Readonly<Record<string, InputSpec>>, order: readonly string[] | undefined): [string, InputSpec][] {
  const names = [...(order ?? []), ...Object.keys(inputs).filter((name) => order?.includes(name) !== true)];
  return names.flatMap((name) => {
    const spec = Object.hasOwn(inputs, name) ? inputs[name] : undefined;
    return spec === undefined ? [] : [[name, spec] as [string, InputSpec]];
  });
}

function takeApart(input: NodeInput, values: Readonly<Record<string, Json>>): NodeInput[] {
  const [type] = input.spec;
  if (type === DYNAMIC_COMBO) return [input, ...chosenInputs(input, values)];
  if (type === AUTOGROW) return grownInputs(input, values);
  return [input];
}

function chosenInputs(input: NodeInput, values: Readonly<Record<string, Json>>): NodeInput[] {
  const chosen = values[input.name] ?? defaultValue(input.spec);
  const option = dynamicOptions(input.spec).find(({ key }) => key === chosen);
  return option === undefined ? [] : nestedInputs(option.inputs, input, values);
}

function nestedInputs(inputs: Json, parent: NodeInput, values: Readonly<Record<string, Json>>): NodeInput[] {
  if (!isObject(inputs)) return [];
  return (['required', 'optional'] as const).flatMap((group) => {
    const members = inputs[group];
    if (!isObject(members)) return [];
    return Object.entries(members).flatMap(([name, spec]) => (
      takeApart({ name: `${parent.name}.${name}`, spec: inputSpec.parse(spec), isRequired: parent.isRequired && group === 'required' }, values)
    ));
  });
}

/** Grown inputs are those that are there, and as many more as the template demands. */
function grownInputs(input: NodeInput, values: Readonly<Record<string, Json>>): NodeInput[] {
  const template = input.spec[1]?.template;
  if (!isObject(template) || !isObject(template.input)) return [];
  const spec = firstSpec(template.input);
  if (spec === undefined) return [];
  const least = typeof template.min === 'number' ? template.min : 0;
  const demanded = Array.from({ length: least }, (_, index) => `${input.name}.${grownName(template, index)}`);
  const present = Object.keys(values).filter((name) => name.startsWith(`${input.name}.`));
  return [...new Set([...demanded, ...present])].map((name) => ({ name, spec, isRequired: demanded.includes(name) }));
}

function firstSpec(group: { [key: string]: Json }): InputSpec | undefined {
  const members = [group.required, group.optional].flatMap((inputs) => (isObject(inputs) ? Object.values(inputs) : []));
  return members[0] === undefined ? undefined : inputSpec.parse(members[0]);
}

function grownName(template: { [key: string]: Json }, index: number): string {
  const named = Array.isArray(template.names) ? template.names[index] : undefined;
  return typeof named === 'string' ? named : `${typeof template.prefix === 'string' ? template.prefix : ''}${index}`;
}
