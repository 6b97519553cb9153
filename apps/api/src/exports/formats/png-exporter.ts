import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Axis, type GridLayout, cellIndexAt, gridGeometry } from '@gridscope/grid';
import sharp from 'sharp';
import type { ExportCell, ExportSource } from '../export-source.js';
import type { Exporter, ExportWork } from '../exporter.js';
import { LabelFont } from '../label-font.js';
import { cellSize, writeLabelledGrid } from '../write-labelled-grid.js';
import { fitTile, tileSize } from '../fit-tile.js';

export interface PngRequest {
  format: 'png';
  x?: string;
  y?: string;
  /** Axis id → value id of every other axis; absent: all pages. */
  at?: Record<string, string>;
  tilePx: number;
  title?: string;
}

interface Page {
  /** The values of the further axes, for the title. */
  caption: string;
  position: Record<string, number>;
}

type Lead = NonNullable<ExportCell['lead']>;

const gapPx = 2;
const atOnce = 4;

/** The grid as one labelled picture: one page, or all of them below each other. */
export const pngExporter: Exporter<PngRequest> = {
  async write(source, request, work) {
    const leads = await leadImages(source);
    const layout = layoutOf(source.axes, request);
    const pages = pagesOf(source.axes, layout, request.at);
    const font = await LabelFont.open();
    const folder = `${work.target}.parts`;
    await mkdir(folder, { recursive: true });
    try {
      const files: string[] = [];
      for (const [number, page] of pages.entries()) {
        const file = pages.length === 1 ? work.target : join(folder, `page-${number}.png`);
        await writePage({ source, request, layout, page, leads, font, folder }, file, work);
        files.push(file);
        work.onProgress((number + 1) / (pages.length + (pages.length > 1 ? 1 : 0)));
      }
      if (files.length > 1) await sharp(files, { join: { across: 1, background: '#ffffff' }, limitInputPixels: false }).png({ compressionLevel: 6 }).toFile(work.target);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
    work.onProgress(1);
  },
};

interface PageWork {
  source: ExportSource;
  request: PngRequest;
  layout: GridLayout;
  page: Page;
  leads: ReadonlyMap<number, Lead>;
  font: LabelFont;
  folder: string;
}

async function writePage(page: PageWork, target: string, work: ExportWork): Promise<void> {
  const { source, request, layout, font } = page;
  const columns = axisOf(source.axes, layout.x);
  const rows = axisOf(source.axes, layout.y);
  const images = imagesOf(page, columns, rows);
  const tile = tileSize(page.leads.values(), request.tilePx);
  const fontPx = Math.min(40, Math.max(14, Math.round(tile.widthPx / 20)));
  const geometry = gridGeometry({
    columns: columns?.values.length ?? 1,
    rows: rows?.values.length ?? 1,
    tileWidthPx: tile.widthPx,
    tileHeightPx: tile.heightPx,
    gapPx,
    columnLabels: columns?.values.map((value) => value.label) ?? [],
    rowLabels: rows?.values.map((value) => value.label) ?? [],
    title: [request.title ?? source.planName, page.page.caption].filter((part) => part !== '').join(' — '),
    xName: columns?.name,
    yName: rows?.name,
    measure: (text) => font.measure(text, fontPx),
    fontPx,
  });
  const shown = [...new Set(images.filter((hash) => hash !== undefined))];
  const fileOf = (hash: string) => join(page.folder, `${hash}.tile`);
  await inTurn(shown, async (hash) => fitTile(await source.read(hash), cellSize(geometry), fileOf(hash)), work.signal);
  const tiles = images.map((hash) => (hash === undefined ? null : fileOf(hash)));
  await writeLabelledGrid({ geometry, fontPx, tiles }, font, target);
}

/** Row by row, the picture of each place of a page. */
function imagesOf({ source, layout, page, leads }: PageWork, columns: Axis | undefined, rows: Axis | undefined): (string | undefined)[] {
  const images: (string | undefined)[] = [];
  for (let row = 0; row < (rows?.values.length ?? 1); row += 1)
    for (let column = 0; column < (columns?.values.length ?? 1); column += 1) images.push(leads.get(cellIndexAt(source.axes, layout, { column, row, page: page.position }))?.hash);
  return images;
}

function layoutOf(axes: readonly Axis[], request: PngRequest): GridLayout {
  return { x: request.x, y: request.y, pages: axes.map((axis) => axis.id).filter((axisId) => axisId !== request.x && axisId !== request.y) };
}

function axisOf(axes: readonly Axis[], axisId: string | undefined): Axis | undefined {
  return axes.find((axis) => axis.id === axisId);
}

/** Every page, the first further axis fastest; or the one that is asked for. */
function pagesOf(axes: readonly Axis[], layout: GridLayout, at: Record<string, string> | undefined): Page[] {
  let pages: Page[] = [{ caption: '', position: {} }];
  for (const axisId of [...layout.pages].reverse()) {
    const axis = axisOf(axes, axisId);
    if (axis === undefined) continue;
    const wanted = axis.values.map((value, position) => ({ value, position })).filter(({ value }) => at === undefined || at[axisId] === value.id);
    pages = pages.flatMap((page) =>
      wanted.map(({ value, position }) => ({
        caption: [`${axis.name}: ${value.label}`, page.caption].filter((part) => part !== '').join(', '),
        position: { ...page.position, [axisId]: position },
      })),
    );
  }
  return pages;
}

async function leadImages(source: ExportSource): Promise<Map<number, Lead>> {
  const leads = new Map<number, Lead>();
  for await (const cells of source.cells()) for (const cell of cells) if (cell.lead !== undefined) leads.set(cell.index, cell.lead);
  return leads;
}

/** Does a few at once, until all are done. */
async function inTurn<T>(items: readonly T[], work: (item: T) => Promise<void>, signal: AbortSignal): Promise<void> {
  for (let from = 0; from < items.length; from += atOnce) {
    signal.throwIfAborted();
    await Promise.all(items.slice(from, from + atOnce).map(work));
  }
}
