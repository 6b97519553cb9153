import type { Item, ItemsRead } from './items.js';
import { quote } from './quote.js';
import type { TypedValue } from './typed-value.js';

const upload = /^(?:(?<name>[^=]*)=)?(?<value>image:(?<hash>.*))$/s;
const sha256Hex = /^[0-9a-f]{64}$/;

/** Reads pictures: `image:<sha256>` of an upload, `name=image:<sha256>`, or a file name on the server. */
export function readImages(items: readonly Item[]): ItemsRead<TypedValue[]> {
  const values: TypedValue[] = [];
  const known = new Set<string>();
  for (const [item, { text, isSkipped }] of items.entries()) {
    const groups = upload.exec(text)?.groups;
    if (groups !== undefined && !sha256Hex.test(groups['hash'] ?? '')) return { ok: false, item, message: `${quote(text)} names no uploaded picture: image: is followed by the 64 hex digits of its SHA-256.` };
    const value = groups?.['value'] ?? text;
    if (known.has(value)) return { ok: false, item, message: `The picture ${quote(text)} is there twice. Take one of them away.` };
    known.add(value);
    values.push({ value, label: imageLabel(groups, text), ...(isSkipped && { isSkipped: true }) });
  }
  return { ok: true, value: values, warnings: [] };
}

function imageLabel(groups: Record<string, string | undefined> | undefined, text: string): string {
  const name = groups?.['name']?.trim();
  if (name !== undefined && name !== '') return name;
  const hash = groups?.['hash'];
  return hash === undefined ? text : `image ${hash.slice(0, 8)}`;
}
