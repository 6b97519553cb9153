import type { WorkflowSource } from '@gridscope/contract';

export type FileRead = { ok: true; source: Extract<WorkflowSource, { content: string }> } | { ok: false; message: string };

const maxBytes = 64 * 1024 * 1024;
const maxContent = 20_000_000;
const pngSignature = [0x89, 0x50, 0x4e, 0x47];

/** Takes the workflow out of a file that somebody brought: JSON (API or editor format) as it is, a PNG by what ComfyUI wrote into it. */
export async function readWorkflowFile(file: File): Promise<FileRead> {
  if (file.size > maxBytes) return { ok: false, message: `${file.name} is too large for a workflow: at most 64 MiB.` };
  const bytes = new Uint8Array(await file.arrayBuffer());
  const read = pngSignature.every((byte, place) => bytes[place] === byte) ? await contentOfPicture(bytes, file.name) : contentOfText(bytes, file.name);
  if (read.ok && read.content.length > maxContent) return { ok: false, message: `The workflow in ${file.name} is too long: at most 20 million characters.` };
  return read.ok ? { ok: true, source: { content: read.content, name: file.name.slice(0, 300) } } : read;
}

type ContentRead = { ok: true; content: string } | { ok: false; message: string };

/** The prompt first: it is what was executed. The editor's graph needs converting. */
async function contentOfPicture(bytes: Uint8Array, name: string): Promise<ContentRead> {
  const { readPicture } = await import('@gridscope/comfy');
  const picture = readPicture(bytes);
  if (!picture.ok) return { ok: false, message: `${name}: ${picture.message}` };
  const content = picture.prompt ?? picture.workflow;
  return content === undefined ? { ok: false, message: `There is no workflow in ${name}. ComfyUI writes it into the pictures it saves, unless that was switched off or another program saved the picture again.` } : { ok: true, content };
}

function contentOfText(bytes: Uint8Array, name: string): ContentRead {
  if (bytes.includes(0)) return { ok: false, message: `${name} is neither a workflow (.json) nor a PNG that ComfyUI saved.` };
  const content = new TextDecoder().decode(bytes).trim();
  return content.startsWith('{') || content.startsWith('[') ? { ok: true, content } : { ok: false, message: `${name} is no JSON. Export the workflow in ComfyUI with "Export" or "Export (API)", or bring a PNG that it saved.` };
}
