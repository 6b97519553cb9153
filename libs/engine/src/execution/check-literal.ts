import type { Json } from '@gridscope/comfy';
import { coerceInput } from './coerce-input.js';
import { choicesOf, inputConfig, isRecord, optionsOf, typeOf, type DeclaredInput } from './input-specs.js';
import { promptError, type PromptError } from './prompt-errors.js';
import { pythonFloat, pythonRepr, pythonStr } from './python-text.js';

export type CheckedLiteral = { ok: true; value: Json } | { ok: false; error: PromptError; value?: Json };

/** A literal as ComfyUI keeps it: unwrapped and converted, or the error of the conversion. */
export function convertLiteral(input: DeclaredInput, given: Json): CheckedLiteral {
  const value = unwrap(given);
  const type = typeOf(input.spec);
  const coerced = coerceInput(type, value);
  if (coerced.ok) return coerced;
  return {
    ok: false,
    error: promptError('invalid_input_type', `Failed to convert an input value to a ${type} value`, `${input.name}, ${pythonStr(value)}, ${coerced.message}`, {
      input_name: input.name,
      input_config: inputConfig(input.spec),
      received_value: value,
      exception_message: coerced.message,
    }),
  };
}

/** Bounds and choices of a converted literal; `step` and `round` are never checked. Undefined: nothing is wrong. */
export function checkLiteral(input: DeclaredInput, value: Json): PromptError | undefined {
  return checkBounds(input, value) ?? checkChoice(input, value);
}

/** `{"__value__": x}` stands for x, so that a literal list can be said. */
function unwrap(value: Json): Json {
  return isRecord(value) && '__value__' in value ? (value['__value__'] ?? null) : value;
}

function checkBounds(input: DeclaredInput, value: Json): PromptError | undefined {
  if (typeof value !== 'number' && typeof value !== 'bigint') return undefined;
  const { min, max } = optionsOf(input.spec);
  const spell = typeOf(input.spec) === 'FLOAT' ? pythonFloat : String;
  const info = { input_name: input.name, input_config: inputConfig(input.spec), received_value: value };
  if (isNumber(min) && value < min) return promptError('value_smaller_than_min', `Value ${spell(value)} smaller than min of ${spell(min)}`, input.name, info);
  if (isNumber(max) && value > max) return promptError('value_bigger_than_max', `Value ${spell(value)} bigger than max of ${spell(max)}`, input.name, info);
  return undefined;
}

function isNumber(value: Json | undefined): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}

function checkChoice(input: DeclaredInput, value: Json): PromptError | undefined {
  const choices = choicesOf(input.spec);
  if (choices === undefined) return undefined;
  const asked = optionsOf(input.spec)['multiselect'] === true && Array.isArray(value) ? value : [value];
  const missing = asked.find((item) => !choices.includes(item));
  if (missing === undefined) return undefined;
  const isLong = choices.length > 20;
  return promptError(
    'value_not_in_list',
    'Value not in list',
    `${input.name}: ${pythonRepr(missing)} not in ${isLong ? `(list of length ${choices.length})` : pythonRepr(choices)}`,
    { input_name: input.name, input_config: isLong ? null : inputConfig(input.spec), received_value: value },
  );
}
