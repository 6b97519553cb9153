import { createWriteStream } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { type Entry, type ZipFile, open } from 'yauzl';

const openZip = promisify<string, { lazyEntries: boolean; autoClose: boolean }, ZipFile>(open);

/** Unpacks an archive of ours into a folder; a file is there whole or not at all. Names that would leave the folder are cut to their last part. */
export async function unpack(archive: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const zip = await openZip(archive, { lazyEntries: true, autoClose: true });
  await new Promise<void>((done, fail) => {
    zip.on('error', fail);
    zip.on('end', done);
    zip.on('entry', (entry: Entry) => {
      extract(zip, entry, folder).then(() => zip.readEntry(), fail);
    });
    zip.readEntry();
  });
}

async function extract(zip: ZipFile, entry: Entry, folder: string): Promise<void> {
  const target = join(folder, basename(entry.fileName));
  const unfinished = `${target}.unfinished`;
  const stream = await promisify(zip.openReadStream.bind(zip) as (entry: Entry, done: (error: Error | null, stream: NodeJS.ReadableStream) => void) => void)(entry);
  await pipeline(stream, createWriteStream(unfinished));
  await rename(unfinished, target);
}
