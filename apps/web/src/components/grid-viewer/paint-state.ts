import type { CellView } from '@gridscope/contract';
import { formatTime } from '../../services/format';
import type { Rectangle } from '../../services/grid-view/viewport';
import type { BackdropColours } from './backdrop-colours';
import { fitText } from './fit-text';

const fontFamily = "'Inter Variable', system-ui, sans-serif";
const smallestWithText = 56;
const lineHeightPx = 15;
const hatchPx = 8;

/** Draws a cell that has no picture: its state's shape in its colour, and the reason where there is one and room for it. */
export function paintState(context: CanvasRenderingContext2D, cell: CellView | undefined, tile: Rectangle, colours: BackdropColours): void {
  context.fillStyle = colours.tile;
  context.fillRect(tile.x, tile.y, tile.width, tile.height);
  if (cell?.state === 'skipped' && cell.isByHand) paintHatching(context, tile, colours);
  if (cell?.state === 'running') return paintClock(context, cell.progress, tile, colours);
  const { mark, colour } = markOf(cell, colours);
  const reason = reasonOf(cell);
  const hasText = reason !== undefined && Math.min(tile.width, tile.height) >= smallestWithText;
  const markPx = Math.max(6, Math.min(mark === '·' ? 30 : 20, Math.min(tile.width, tile.height) * 0.4));
  context.fillStyle = colour;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.font = `${markPx}px ${fontFamily}`;
  context.fillText(mark, tile.x + tile.width / 2, hasText ? tile.y + 6 + markPx / 2 : tile.y + tile.height / 2);
  if (hasText) paintReason(context, reason, { ...tile, y: tile.y + markPx + 12, height: tile.height - markPx - 14 }, colours);
}

/** The part of a circle that is done, beside the preview or in the middle of an empty tile. */
export function paintClock(context: CanvasRenderingContext2D, progress: number, tile: Rectangle, colours: BackdropColours, place: 'middle' | 'corner' = 'middle'): void {
  const shortest = Math.min(tile.width, tile.height);
  const radius = place === 'middle' ? Math.min(10, shortest * 0.28) : Math.min(7, shortest * 0.16);
  const centre = place === 'middle' ? { x: tile.x + tile.width / 2, y: tile.y + tile.height / 2 } : { x: tile.x + radius + 4, y: tile.y + tile.height - radius - 4 };
  if (place === 'corner') {
    context.fillStyle = 'rgb(0 0 0 / 0.6)';
    disc(context, centre, radius + 2);
    context.fill();
  }
  context.strokeStyle = colours.running;
  context.lineWidth = 1.25;
  disc(context, centre, radius);
  context.stroke();
  context.fillStyle = colours.running;
  context.beginPath();
  context.moveTo(centre.x, centre.y);
  context.arc(centre.x, centre.y, radius, -Math.PI / 2, -Math.PI / 2 + 2 * Math.PI * progress);
  context.fill();
}

/** Small marks over a picture: reused ↺, starred ★, pinned. */
export function paintMarks(context: CanvasRenderingContext2D, marks: string, tile: Rectangle): void {
  if (marks === '' || Math.min(tile.width, tile.height) < 40) return;
  context.font = `600 11px ${fontFamily}`;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  const width = context.measureText(marks).width + 8;
  context.fillStyle = 'rgb(0 0 0 / 0.6)';
  context.fillRect(tile.x, tile.y + tile.height - 16, width, 16);
  context.fillStyle = '#fff';
  context.fillText(marks, tile.x + 4, tile.y + tile.height - 7.5);
}

function markOf(cell: CellView | undefined, colours: BackdropColours): { mark: string; colour: string } {
  if (cell?.state === 'failed') return { mark: '×', colour: colours.failed };
  if (cell?.state === 'skipped') return { mark: '∅', colour: colours.quiet };
  if (cell?.state === 'cancelled') return { mark: '–', colour: colours.quiet };
  if (cell?.state === 'done') return { mark: cell.lead === undefined ? '≡' : '', colour: colours.text };
  if (cell?.state === 'waiting' && cell.notBefore !== undefined) return { mark: '◷', colour: colours.warning };
  if (cell?.state === 'waiting' && cell.isFirst === true) return { mark: '▸', colour: colours.running };
  return { mark: '·', colour: cell?.state === 'queued' ? colours.running : colours.quiet };
}

function reasonOf(cell: CellView | undefined): string | undefined {
  if (cell?.state === 'failed' || cell?.state === 'skipped') return cell.reason;
  return cell?.state === 'waiting' && cell.notBefore !== undefined ? `tried again at ${formatTime(cell.notBefore)}` : undefined;
}

/** Left out by somebody, not by a rule: it can be brought back. */
function paintHatching(context: CanvasRenderingContext2D, tile: Rectangle, colours: BackdropColours): void {
  context.save();
  context.beginPath();
  context.rect(tile.x, tile.y, tile.width, tile.height);
  context.clip();
  context.strokeStyle = colours.backdrop;
  context.lineWidth = 2;
  context.beginPath();
  for (let x = tile.x - tile.height; x < tile.x + tile.width; x += hatchPx) {
    context.moveTo(x, tile.y + tile.height);
    context.lineTo(x + tile.height, tile.y);
  }
  context.stroke();
  context.restore();
}

function paintReason(context: CanvasRenderingContext2D, reason: string, box: Rectangle, colours: BackdropColours): void {
  context.font = `11px ${fontFamily}`;
  context.fillStyle = colours.text;
  context.textAlign = 'left';
  context.textBaseline = 'top';
  const lines = fitText(reason, box.width - 12, Math.floor(box.height / lineHeightPx), (text) => context.measureText(text).width);
  for (const [number, line] of lines.entries()) context.fillText(line, box.x + 6, box.y + number * lineHeightPx);
}

function disc(context: CanvasRenderingContext2D, centre: { x: number; y: number }, radius: number): void {
  context.beginPath();
  context.arc(centre.x, centre.y, radius, 0, 2 * Math.PI);
}
