import { parseExactJson, type Json } from '../protocol/exact-json.js';
import { PngError, readPngText } from './png-text.js';

/** What ComfyUI wrote into a picture, as JSON text that `readWorkflow` reads: `prompt` in API format, `workflow` in the editor's. At least one is there. */
export type PictureReading = { ok: true; prompt?: string; workflow?: string } | { ok: false; message: string };

/**
 * The workflow in a PNG made by ComfyUI. A chunk that is no JSON object is as good as none; bare `NaN` is, as ComfyUI writes it.
 * Each chunk is read to 16 MiB and 256 levels. Never throws for what the bytes are.
 */
export function readPicture(bytes: Uint8Array): PictureReading {
  let texts: Map<string, string>;
  try {
    texts = readPngText(bytes);
  } catch (error) {
    if (error instanceof PngError) return { ok: false, message: error.message };
    throw error;
  }
  const prompt = jsonObject(texts.get('prompt'));
  const workflow = jsonObject(texts.get('workflow'));
  if (prompt === undefined && workflow === undefined) return { ok: false, message: withoutWorkflow(texts) };
  return { ok: true, ...(prompt === undefined ? {} : { prompt }), ...(workflow === undefined ? {} : { workflow }) };
}

function jsonObject(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  try {
    const value: Json = parseExactJson(text, { allowNaN: true });
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? text : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function withoutWorkflow(texts: ReadonlyMap<string, string>): string {
  if (texts.has('prompt') || texts.has('workflow')) return 'The picture says that it holds a ComfyUI workflow, but what it holds cannot be read';
  if (texts.has('parameters')) return 'The picture holds the settings of another program, not a ComfyUI workflow';
  return 'The picture holds no ComfyUI workflow: it was made by something else, saved with metadata switched off, or edited since';
}
