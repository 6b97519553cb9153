import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { type ApiClient, type ExperimentDraftInput, endpoints, isSameAddress } from '@gridscope/contract';
import { DraftFileError, type DraftFile } from '../experiments/draft-file.js';

/** The draft as the API takes it: pictures uploaded, and drawn on `serverUrl` where one is given (added when it is new). */
export async function prepareDraft(api: ApiClient, file: string, read: DraftFile, serverUrl: string | undefined): Promise<ExperimentDraftInput> {
  const uploaded = new Map<string, string>();
  for (const [written, path] of read.pictures) uploaded.set(written, await upload(api, file, read, { written, path }));
  const axes = (read.draft.axes ?? []).map((axis) => ('images' in axis ? { ...axis, images: { ...axis.images, files: axis.images.files.map((name) => uploaded.get(name) ?? name) } } : axis));
  const servers = serverUrl === undefined ? read.draft.servers : [await serverNameOf(api, serverUrl)];
  return { ...read.draft, axes, servers };
}

async function upload(api: ApiClient, file: string, read: DraftFile, picture: { written: string; path: string }): Promise<string> {
  const bytes = await readFile(picture.path).catch((error: NodeJS.ErrnoException) => {
    throw new DraftFileError(file, [{ ...read.place(pathOfPicture(read, picture.written)), message: `the picture ${picture.written} cannot be read (${error.code})` }]);
  });
  const name = basename(picture.path);
  const { image } = await api.request(endpoints.uploadImage, { query: { name }, body: new Uint8Array(bytes) });
  return `${name}=image:${image}`;
}

function pathOfPicture(read: DraftFile, written: string): (string | number)[] {
  for (const [position, axis] of (read.draft.axes ?? []).entries()) {
    if ('images' in axis && axis.images.files.includes(written)) return ['axes', position, 'images', 'files', axis.images.files.indexOf(written)];
  }
  return ['axes'];
}

/** Name of the server at this address. Throws ApiError where it cannot be added. */
async function serverNameOf(api: ApiClient, url: string): Promise<string> {
  const { items } = await api.request(endpoints.listServers, {});
  const known = items.find((server) => isSameAddress(server.url, url));
  return known?.name ?? (await api.request(endpoints.addServer, { body: { url } })).name;
}
