import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, extname, join } from 'node:path';
import { eventChannel, watchChannel, watchPlan, type CellView, type Event, type PlanView, type ResolvedAxis } from '@gridscope/contract';
import sharp from 'sharp';
import { Server } from 'socket.io';

export interface GridScript {
  /** Values of each axis: columns, rows, then sliders. */
  axes: { name: string; labels: string[] }[];
  /** State of each cell at first; left out: all done. */
  cell?: (index: number, base: CellBase) => CellView;
  plan?: Partial<PlanView>;
  /** Longest side and aspect of the pictures. */
  picture?: { width: number; height: number };
  /** Left out: a free one. */
  port?: number;
  /** The built page, to be served beside the API. */
  pageFolder?: string;
}
export interface CellBase { id: string; planId: string; index: number; sequence: number; isStarred: boolean }

export interface ScriptedGridApi {
  url: string;
  planId: string;
  /** Changes cells, as drawing them would, and tells those who watch. */
  change: (cells: readonly { index: number; change: (base: CellBase) => CellView }[]) => void;
  emit: (event: Event) => void;
  close: () => Promise<void>;
}

const planId = '0192f0c0-0000-7000-8000-000000000002';
const experimentId = '0192f0c0-0000-7000-8000-000000000003';
const variants = 240;
const cellId = (index: number) => `0192f0c0-0000-7000-9000-${index.toString(16).padStart(12, '0')}`;

/** The hash under which the fake serves the picture of a cell. */
export const imageOf = (index: number) => (index % variants).toString(16).padStart(64, 'a');

/** An API with one plan whose cells do what a test says: enough of the routes and events for the grid viewer. */
export async function startScriptedGridApi(script: GridScript): Promise<ScriptedGridApi> {
  const picture = script.picture ?? { width: 512, height: 512 };
  const axes = script.axes.map(({ name, labels }): ResolvedAxis => ({ id: name, name, kind: 'input', values: labels.map((label, place) => ({ id: place.toString(16).padStart(12, '0'), label, operations: [] })) }));
  const cellCount = axes.reduce((count, axis) => count * axis.values.length, 1);
  let sequence = 0;
  const baseOf = (index: number): CellBase => ({ id: cellId(index), planId, index, sequence: ++sequence, isStarred: false });
  const doneCell = (index: number, base: CellBase): CellView => ({ ...base, state: 'done', origin: 'drawn', lead: { image: imageOf(index), widthPx: picture.width, heightPx: picture.height }, outputCount: 1, isUnverified: false });
  const cells = Array.from({ length: cellCount }, (_, index) => (script.cell ?? doneCell)(index, baseOf(index)));
  const countOf = (state: string) => cells.filter((cell) => cell.state === state).length;
  const progress = () => ({
    id: planId, experimentId, state: script.plan?.state ?? (countOf('waiting') + countOf('running') + countOf('queued') > 0 ? 'running' as const : 'done' as const), priority: script.plan?.priority ?? 0, order: script.plan?.order ?? ('cheapest' as const), sequence,
    counts: { waiting: countOf('waiting'), queued: countOf('queued'), running: countOf('running'), done: countOf('done'), reused: cells.filter((cell) => cell.state === 'done' && cell.origin === 'reused').length, failed: countOf('failed'), skipped: countOf('skipped'), cancelled: countOf('cancelled') },
    ...(script.plan?.secondsPerCell !== undefined && { secondsPerCell: script.plan.secondsPerCell }),
    ...(script.plan?.remainingSeconds !== undefined && { remainingSeconds: script.plan.remainingSeconds }),
    ...(script.plan?.pauseReason !== undefined && { pauseReason: script.plan.pauseReason }),
  });
  const plan = (): PlanView => ({ ...progress(), kind: 'grid', revision: 1, name: script.plan?.name ?? script.axes.map(({ name }) => name).join(' × '), axes, cellCount, createdAt: 1_750_000_000_000 });
  const raws = new Map<string, Promise<Buffer>>();
  const atlases = new Map<string, Promise<Buffer>>();

  /** A tile as raw RGBA, the picture fitted in the middle. */
  const rawTile = (image: string, tilePx: number) => {
    const key = `${image} ${tilePx}`;
    const tile = raws.get(key) ?? sharp(drawing(image, picture)).resize(tilePx, tilePx, { fit: 'contain', background: { r: 0, g: 0, b: 0, alpha: 0 } }).ensureAlpha().raw().toBuffer();
    raws.set(key, tile);
    return tile;
  };

  async function makeAtlas(images: (string | null)[], columns: number, tilePx: number): Promise<Buffer> {
    const [width, height] = [columns * tilePx, (images.length / columns) * tilePx];
    const canvas = Buffer.alloc(width * height * 4);
    for (const [place, image] of images.entries()) {
      if (image === null) continue;
      const tile = await rawTile(image, tilePx);
      for (let y = 0; y < tilePx; y += 1) tile.copy(canvas, ((Math.floor(place / columns) * tilePx + y) * width + (place % columns) * tilePx) * 4, y * tilePx * 4, (y + 1) * tilePx * 4);
    }
    return sharp(canvas, { raw: { width, height, channels: 4 }, limitInputPixels: false }).webp({ quality: 80, effort: 0 }).toBuffer();
  }

  function gridPage(query: URLSearchParams): object {
    const at = new Map((query.get('at') ?? '').split(',').filter((pair) => pair !== '').map((pair): [string, string] => [pair.slice(0, pair.lastIndexOf(':')), pair.slice(pair.lastIndexOf(':') + 1)]));
    const sizeOf = (axisId: string | null) => axes.find((axis) => axis.id === axisId)?.values.length ?? 1;
    const [x, y, tilePx] = [query.get('x'), query.get('y'), Number(query.get('tilePx') ?? 128)];
    const [columns, rows] = [sizeOf(x), sizeOf(y)];
    const images = Array.from({ length: columns * rows }, (_, place) => {
      let [stride, index] = [1, 0];
      for (const axis of axes) {
        const position = axis.id === x ? place % columns : axis.id === y ? Math.floor(place / columns) : Number.parseInt(at.get(axis.id) ?? '0', 16);
        index += position * stride;
        stride *= axis.values.length;
      }
      const cell = cells[index];
      return cell?.state === 'done' ? (cell.lead?.image ?? null) : null;
    });
    if (images.every((image) => image === null)) return { columns, rows, tilePx, images };
    const key = Buffer.from(`${query}${sequence}`).toString('hex');
    if (!atlases.has(key)) atlases.set(key, makeAtlas(images, columns, tilePx));
    return { atlas: `/api/v1/atlases/${key}.webp`, columns, rows, tilePx, images };
  }

  function cellDetail(index: number): object {
    const labels = axes.map((axis) => axis.name);
    return { cell: cells[index], coordinates: [], parameters: { set: Object.fromEntries(labels.map((label) => [`3.${label}`, label])), bypass: [] }, inputNames: {}, takes: [], metrics: [], workflow: '{}' };
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const address = new URL(request.url ?? '', 'http://fake');
    const isPage = !address.pathname.startsWith('/api/');
    const path = address.pathname.replace('/api/v1', '');
    const json = (body: object) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    const webp = (bytes: Buffer) => response.writeHead(200, { 'content-type': 'image/webp', 'cache-control': 'max-age=3600' }).end(bytes);
    if (isPage && script.pageFolder !== undefined) return void (await sendPage(script.pageFolder, path, response));
    if (path === `/plans/${planId}/page`) return void json(gridPage(address.searchParams));
    if (path === `/plans/${planId}/cells`) return void json(listCells(Number(address.searchParams.get('after') ?? 0)));
    if (path.startsWith('/plans/')) return void json(plan());
    if (path.startsWith('/atlases/')) return void webp((await atlases.get(path.slice('/atlases/'.length, -'.webp'.length))) ?? Buffer.alloc(0));
    if (path.startsWith('/cells/')) return void json(cellDetail(Number.parseInt(path.slice(-12), 16)));
    const image = /^\/images\/([0-9a-f]{64})(?:\/(\d+)\.webp)?$/.exec(path);
    if (image?.[1] !== undefined) return void webp(await sharp(drawing(image[1], picture)).resize(image[2] === undefined ? undefined : Number(image[2]), undefined).webp().toBuffer());
    response.writeHead(404, { 'content-type': 'application/problem+json' }).end(JSON.stringify({ type: 'about:blank', title: 'Not found', status: 404, detail: `The fake has no ${path}.` }));
  }

  function listCells(after: number): object {
    const items = cells.filter((cell) => cell.sequence > after).sort((one, other) => one.sequence - other.sequence).slice(0, 5_000);
    const last = items.at(-1)?.sequence;
    return { items, sequence, ...(last !== undefined && last < sequence && { next: last }) };
  }

  const server = createServer((request, response) => void answer(request, response));
  const sockets = new Server(server);
  sockets.on('connection', (socket) => socket.on(watchChannel, (body: unknown, acknowledge: (answer: { sequence: number }) => void) => {
    const { after } = watchPlan.parse(body);
    const missed = cells.filter((cell) => cell.sequence > after);
    if (missed.length > 0) socket.emit(eventChannel, { type: 'cells-changed', planId, cells: missed } satisfies Event);
    acknowledge({ sequence });
  }));
  await new Promise<void>((resolve) => server.listen(script.port ?? 0, '127.0.0.1', resolve));
  const emit = (event: Event) => void sockets.emit(eventChannel, event);

  return {
    // A server that listens on TCP has an address with a port.
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    planId,
    emit,
    change: (changes) => {
      const after = sequence;
      const changed = changes.map(({ index, change }) => (cells[index] = change(baseOf(index))));
      emit({ type: 'cells-changed', planId, cells: changed, after });
      emit({ type: 'plan-changed', plan: progress() });
    },
    close: async () => {
      // A page that is still open would keep its connections busy, and the server waits for them.
      server.close();
      server.closeAllConnections();
      await sockets.close();
    },
  };
}

const types: Record<string, string> = { '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.woff2': 'font/woff2' };

/** A file of the built page, or the page itself for every address of its own. */
async function sendPage(folder: string, path: string, response: ServerResponse): Promise<void> {
  const isAsset = path.startsWith('/assets/');
  const bytes = await readFile(isAsset ? join(folder, 'assets', basename(path)) : join(folder, path === '/icon.svg' ? 'icon.svg' : 'index.html'));
  response.writeHead(200, { 'content-type': types[extname(path)] ?? 'text/html' }).end(bytes);
}

/** A picture that one can tell from the others by its colour and number. */
function drawing(image: string, { width, height }: { width: number; height: number }): Buffer {
  const number = Number.parseInt(image.replace(/^a+/, '') || '0', 16);
  const hue = (number * 47) % 360;
  return Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><defs><linearGradient id="g" x2="1" y2="1"><stop offset="0" stop-color="hsl(${hue} 60% 62%)"/><stop offset="1" stop-color="hsl(${(hue + 60) % 360} 50% 24%)"/></linearGradient></defs><rect width="100%" height="100%" fill="url(#g)"/><circle cx="${width * (0.2 + 0.6 * ((number * 13) % 100) / 100)}" cy="${height * (0.25 + 0.5 * ((number * 29) % 100) / 100)}" r="${Math.min(width, height) * 0.16}" fill="hsl(${(hue + 180) % 360} 70% 70%)"/><text x="50%" y="92%" font-size="${height / 9}" text-anchor="middle" fill="white">${number}</text></svg>`);
}
