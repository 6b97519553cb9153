import { serverDraft, type ServerDraft } from '@gridscope/contract';

/** A server as it is typed. */
export interface ServerForm {
  url: string;
  name: string;
  seats: number;
  headers: { name: string; value: string }[];
}

export type FormRead = { ok: true; draft: ServerDraft } | { ok: false; field: 'url' | 'name' | 'headers'; message: string };

/** Reads the form; an address without a scheme is meant as http. */
export function readServerForm({ url, name, seats, headers }: ServerForm): FormRead {
  const address = url.trim();
  if (address === '') return { ok: false, field: 'url', message: 'An address is needed, as http://127.0.0.1:8188.' };
  const filled = headers.filter((header) => header.name.trim() !== '');
  const read = serverDraft.safeParse({
    url: /^[a-z][a-z+.-]*:\/\//i.test(address) ? address : `http://${address}`,
    ...(name.trim() === '' ? {} : { name: name.trim() }),
    seats,
    headers: Object.fromEntries(filled.map((header) => [header.name.trim(), header.value])),
  });
  if (read.success) return { ok: true, draft: read.data };
  const [field] = read.error.issues[0]?.path ?? [];
  if (field === 'headers') return { ok: false, field, message: 'A header name has letters, digits and hyphens only.' };
  if (field === 'name') return { ok: false, field, message: read.error.issues[0]?.message ?? '' };
  return { ok: false, field: 'url', message: 'This is no address of a server: it begins with http:// or https://, as http://127.0.0.1:8188.' };
}
