import type { ExportRequest } from '@gridscope/contract';
import type { GridView } from '../../services/grid-view/grid-view';

export type ExportKind = 'page' | 'all-pages' | 'zip' | 'csv';

export const exportKinds: readonly { value: ExportKind; label: string; text: string }[] = [
  { value: 'page', label: 'This page', text: 'The grid as it stands on the screen, as one labelled PNG.' },
  { value: 'all-pages', label: 'All pages', text: 'Every value of every slider, below each other, as one labelled PNG.' },
  { value: 'zip', label: 'Originals', text: 'Every picture as it was drawn, under readable names, as a ZIP.' },
  { value: 'csv', label: 'Table', text: 'Every cell with its values, state, times and measures, as CSV.' },
];

/** What to ask for; a title left empty gives none. */
export function exportRequest(kind: ExportKind, view: GridView, { tilePx, title }: { tilePx: number; title: string }): ExportRequest {
  if (kind === 'zip' || kind === 'csv') return { format: kind };
  return { format: 'png', x: view.x, y: view.y, tilePx, ...(kind === 'page' && { at: view.at }), ...(title.trim() !== '' && { title: title.trim() }) };
}
