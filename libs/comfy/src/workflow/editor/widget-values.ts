import type { Json } from '../../protocol/exact-json.js';
import type { InputSpec, NodeSpec } from '../../protocol/node-spec.js';
import { numberOf } from '../coerce-scalar.js';
import { inputKind, isObject, type InputKind } from '../input-kind.js';
import { defaultValue, nodeInputs, type NodeInput } from '../node-inputs.js';
import type { EditorNode } from './editor-graph.js';

/** A widget of a node: its value, and where the file keeps it (absent where it is the default). */
export interface WidgetValue { name: string; value: Json; at?: number | string; /** The page takes comments and braces out of it. */ isDynamicText?: true }

/** The node's widget values, or why they cannot be told apart. */
export type WidgetReading = { ok: true; widgets: WidgetValue[] } | { ok: false; message: string };

/** What the editor puts beside a seed: a widget of its own in the list of values, which is never sent. */
const CONTROL_WORDS = new Set<Json>(['fixed', 'increment', 'decrement', 'randomize', 'increment-wrap']);

/** What the page itself makes when it queues: a view of a 3-D scene, a camera's picture, a recording. The file does not hold it. */
const PAGE_MADE = ['LOAD_3D', 'WEBCAM', 'AUDIO_RECORD'];

/** Widget types that are no scalars. Source: the inputs of such types in `/object_info` of ComfyUI 0.33 that its page shows as widgets. */
const OTHER_WIDGETS = new Set([...PAGE_MADE, 'IMAGECOMPARE', 'CURVE', 'COMPOSITOR', 'BOUNDING_BOX', 'COMBO']);

/** Inputs that the page adds and the server reads, though it does not name them, by their place in the list. Source: `execute` of CustomCombo in ComfyUI 0.33, which takes any input. */
const PAGE_ADDED: Readonly<Record<string, { name: string; at: number }>> = { CustomCombo: { name: 'index', at: 1 } };

const UPLOADS = ['image_upload', 'video_upload', 'audio_upload', 'file_upload'];

/**
 * The values of a node's widgets by name, in the order in which the editor shows them: the order of `/object_info`,
 * with the companion of a seed and of an upload passed over. An input that a link feeds keeps its place in the list. What the file does not say is the default.
 * Refused where a value cannot be what its input takes: the node has another shape on this server, or widgets that only its own page code knows.
 */
export function widgetValues(node: EditorNode, spec: NodeSpec): WidgetReading {
  if (node.namedValues !== undefined) return byName(node, spec, node.namedValues);
  if (!Array.isArray(node.values)) return byName(node, spec, node.values);
  const reading = withPageAdded(node, byPlace(node, spec, node.values, false));
  if (reading.ok || !hasForcedInput(spec)) return reading;
  // Editors before 1.16 also kept a value for inputs that take only links.
  const older = byPlace(node, spec, node.values, true);
  return older.ok ? older : reading;
}

function withPageAdded({ type, values }: EditorNode, reading: WidgetReading): WidgetReading {
  const added = Object.hasOwn(PAGE_ADDED, type) ? PAGE_ADDED[type] : undefined;
  const value = added === undefined || !Array.isArray(values) ? undefined : values[added.at];
  return reading.ok && added !== undefined && typeof value === 'number' ? { ok: true, widgets: [...reading.widgets, { ...added, value }] } : reading;
}

function byName(node: EditorNode, spec: NodeSpec, values: Readonly<Record<string, Json>>): WidgetReading {
  return walk(node, spec, ({ name }) => (Object.hasOwn(values, name) ? { value: values[name] ?? null, at: name } : undefined), false);
}

function byPlace(node: EditorNode, spec: NodeSpec, values: readonly Json[], keepsForced: boolean): WidgetReading {
  let at = 0;
  let hasUpload = false;
  let isAfterSeed = false;
  const reading = walk(node, spec, ({ name, spec: input, isRequired }) => {
    // The first pages had a switch in the companion's place.
    if (isAfterSeed && typeof values[at] === 'boolean' && inputKind(name, input)?.type !== 'boolean') at += 1;
    // The button of an upload stands after the required widgets, with the value "image".
    if (!isRequired && hasUpload && values[at] === 'image') at += 1;
    if (at >= values.length) return undefined;
    const found = { value: values[at] ?? null, at };
    at += 1;
    isAfterSeed = mayHaveControl(name, input);
    if (isAfterSeed && CONTROL_WORDS.has(values[at] ?? null)) at += 1;
    hasUpload ||= UPLOADS.some((option) => input[1]?.[option] === true);
    return found;
  }, keepsForced);
  return reading.ok && values.slice(at).some(isObject) ? { ok: false, message: 'it has widgets that only its own page code knows' } : reading;
}

type Take = (input: NodeInput) => { value: Json; at: number | string } | undefined;

/** One after the other, because the value of a dynamic combo decides which widgets follow it. */
function walk(node: EditorNode, spec: NodeSpec, take: Take, keepsForced: boolean): WidgetReading {
  const known: Record<string, Json> = Object.fromEntries(node.inputs.filter(({ name }) => name.includes('.')).map(({ name }) => [name, null]));
  const widgets: WidgetValue[] = [];
  const done = new Set<string>();
  for (let input = nextInput(); input !== undefined; input = nextInput()) {
    done.add(input.name);
    if (input.isRequired && PAGE_MADE.includes(String(input.spec[0]))) return { ok: false, message: `ComfyUI’s page makes its "${input.name}" anew each time` };
    const isForced = keepsForced && input.spec[1]?.forceInput === true;
    if (!isForced && !isWidget(node, input)) continue;
    const taken = take(input);
    if (isForced) continue;
    if (taken !== undefined && taken.value !== null && !fits(taken.value, inputKind(input.name, input.spec))) return { ok: false, message: misfit(input, taken.value) };
    const value = withoutPrefix(input.name, taken?.value) ?? defaultValue(input.spec);
    if (value === undefined || value === null) continue;
    known[input.name] = value;
    widgets.push({ name: input.name, value, ...(taken === undefined ? {} : { at: taken.at }), ...(input.spec[1]?.dynamicPrompts === true ? { isDynamicText: true } : {}) });
  }
  return { ok: true, widgets };

  function nextInput(): NodeInput | undefined {
    return nodeInputs(spec, known).find(({ name }) => !done.has(name));
  }
}

/** The first pages wrote samplers as `sample_euler`. Source: what the page does when it opens a file. */
function withoutPrefix(name: string, value: Json | undefined): Json | undefined {
  return name === 'sampler_name' && typeof value === 'string' ? value.replace(/^sample_/, '') : value;
}

/** An input has a widget where the file says so, or where it is of a widget's type and has no socket of its own. */
function isWidget(node: EditorNode, { name, spec: [type, options = {}], spec }: NodeInput): boolean {
  const socket = node.inputs.find((candidate) => candidate.name === name || candidate.widget === name);
  if (socket !== undefined) return socket.widget !== undefined;
  if (options.forceInput === true) return false;
  return inputKind(name, spec) !== undefined || options.socketless === true || (typeof type === 'string' && OTHER_WIDGETS.has(type));
}

function mayHaveControl(name: string, [, options = {}]: InputSpec): boolean {
  const control = options.control_after_generate;
  return (control !== undefined && control !== false) || /(^|\.)(noise_)?seed$/.test(name);
}

function hasForcedInput(spec: NodeSpec): boolean {
  return [spec.input.required, spec.input.optional].some((group) => Object.values(group).some(([, options]) => options?.forceInput === true));
}

function fits(value: Json, kind: InputKind | undefined): boolean {
  switch (kind?.type) {
    case 'int':
    case 'float':
      return typeof value === 'number' || typeof value === 'bigint' || (typeof value === 'string' && numberOf(value) !== undefined);
    case 'boolean':
      return typeof value === 'boolean' || value === 0 || value === 1 || value === 'true' || value === 'false';
    case 'text':
      return typeof value !== 'object';
    case 'choice':
    case 'image':
      return !isObject(value);
    case undefined:
      return true;
  }
}

function misfit({ name, spec }: NodeInput, value: Json): string {
  const shown = isObject(value) || Array.isArray(value) ? 'a structure' : JSON.stringify(typeof value === 'bigint' ? value.toString() : value);
  return `its value ${shown} is none that "${name}" (${inputKind(name, spec)?.type ?? 'input'}) takes on this server`;
}
