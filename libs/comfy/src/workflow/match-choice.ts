import type { Json } from '../protocol/exact-json.js';

/**
 * The choice of a server that a value means: the same text, or the same but for the separators of folders
 * (a list made on Windows says `sdxl\base.safetensors`). Undefined where there is none.
 */
export function matchChoice(value: string, choices: readonly Json[]): string | undefined {
  const texts = choices.filter((choice) => typeof choice === 'string');
  return texts.find((text) => text === value) ?? texts.find((text) => withSlashes(text) === withSlashes(value));
}

function withSlashes(name: string): string {
  return name.replaceAll('\\', '/');
}
