import type { Json } from '../protocol/exact-json.js';
import type { InputSpec } from '../protocol/node-spec.js';

/** A value that one input of a workflow can be set to; an integer beyond ±(2^53 − 1) is decimal text. */
export type Scalar = number | string | boolean;

/** What an input takes. Bounds include both ends; an integer bound beyond ±(2^53 − 1) is decimal text; `step` is a hint that the server does not enforce. */
export type InputKind =
  | { type: 'int'; min?: number | string; max?: number | string; step?: number; /** 'random' may draw it. */ isSeed?: boolean }
  | { type: 'float'; min?: number; max?: number; step?: number }
  | { type: 'choice'; choices: readonly Scalar[]; /** The list is not the whole truth (uploads, remote lists). */ isOpen?: boolean }
  | { type: 'text'; multiline?: boolean }
  | { type: 'boolean' }
  | { type: 'image' };

/** The type of an input whose value is chosen among options that bring inputs of their own. */
export const DYNAMIC_COMBO = 'COMFY_DYNAMICCOMBO_V3';

const TEXT_WIDGETS = new Set(['STRING', 'COLOR', 'MARKDOWN', 'TEXTAREA']);
const SCALAR_WIDGETS = new Set(['INT', 'FLOAT', 'BOOLEAN', 'COMBO', ...TEXT_WIDGETS]);
const UPLOADS = ['image_upload', 'video_upload', 'audio_upload', 'file_upload', 'remote'];

/**
 * What an input of `/object_info` takes as a literal, or undefined where it takes only a link (or a value that is no scalar).
 * `name` tells seeds. Source: ComfyUI's input types (V1 and V3) as recorded in `/object_info`.
 */
export function inputKind(name: string, [type, options = {}]: InputSpec): InputKind | undefined {
  if (options.forceInput === true) return undefined;
  if (Array.isArray(type)) return choiceKind(type, options);
  const widget = typeof options.widgetType === 'string' && SCALAR_WIDGETS.has(options.widgetType) ? options.widgetType : type;
  if (widget === 'INT') return { type: 'int', ...integerRange(options), ...(isSeed(name, options) ? { isSeed: true } : {}) };
  if (widget === 'FLOAT') return { type: 'float', ...floatRange(options) };
  if (widget === 'BOOLEAN') return { type: 'boolean' };
  if (widget === 'COMBO') return choiceKind(Array.isArray(options.options) ? options.options : [], options);
  if (widget === DYNAMIC_COMBO) return { type: 'choice', choices: dynamicOptions([type, options]).map(({ key }) => key) };
  if (TEXT_WIDGETS.has(widget)) return options.multiline === true ? { type: 'text', multiline: true } : { type: 'text' };
  return undefined;
}

/** What a literal itself says about its input, where no catalogue knows better. */
export function kindOfValue(value: Json): InputKind | undefined {
  if (typeof value === 'bigint') return { type: 'int' };
  if (typeof value === 'number') return Number.isInteger(value) ? { type: 'int' } : { type: 'float' };
  if (typeof value === 'boolean') return { type: 'boolean' };
  if (typeof value === 'string') return value.includes('\n') ? { type: 'text', multiline: true } : { type: 'text' };
  return undefined;
}

/** The options of a dynamic combo, in order: the value that chooses each and the inputs that it brings. */
export function dynamicOptions([, options = {}]: InputSpec): { key: string; inputs: Json }[] {
  const list = Array.isArray(options.options) ? options.options : [];
  return list.flatMap((option) => (isObject(option) && typeof option.key === 'string' ? [{ key: option.key, inputs: option.inputs ?? {} }] : []));
}

/** Whether the value is a JSON object. */
export function isObject(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function choiceKind(choices: readonly Json[], options: Record<string, Json>): InputKind | undefined {
  if (options.multiselect === true || isObject(options.multi_select)) return undefined;
  if (options.image_upload === true) return { type: 'image' };
  const isOpen = UPLOADS.some((option) => options[option] !== undefined && options[option] !== false);
  return { type: 'choice', choices: scalarsOf(choices), ...(isOpen ? { isOpen } : {}) };
}

// A list of thousands of models is asked for again with every cell, and a catalogue's lists never change.
const knownScalars = new WeakMap<readonly Json[], readonly Scalar[]>();

function scalarsOf(choices: readonly Json[]): readonly Scalar[] {
  const known = knownScalars.get(choices) ?? choices.flatMap(toScalar);
  knownScalars.set(choices, known);
  return known;
}

function toScalar(value: Json): Scalar[] {
  if (typeof value === 'bigint') return [value.toString()];
  return typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean' ? [value] : [];
}

function isSeed(name: string, options: Record<string, Json>): boolean {
  const control = options.control_after_generate;
  return /(^|\.)(noise_)?seed$/.test(name) || (control !== undefined && control !== false && /seed/i.test(name));
}

function integerRange(options: Record<string, Json>): { min?: number | string; max?: number | string; step?: number } {
  return { ...bound('min', options.min), ...bound('max', options.max), ...floatRange({ step: options.step ?? null }) };
}

function bound<Name extends 'min' | 'max'>(name: Name, value: Json | undefined): { [name in 'min' | 'max']?: number | string } {
  if (typeof value === 'bigint') return { [name]: value.toString() };
  return typeof value === 'number' ? { [name]: value } : {};
}

function floatRange(options: Record<string, Json>): { min?: number; max?: number; step?: number } {
  const numbers = (['min', 'max', 'step'] as const).flatMap((name) => {
    const value = options[name];
    return typeof value === 'number' || typeof value === 'bigint' ? [[name, Number(value)] as const] : [];
  });
  return Object.fromEntries(numbers);
}
