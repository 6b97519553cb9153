import { exportRequest as schema } from '@gridscope/contract';
import { expect, it } from 'vitest';
import type { GridView } from '../../services/grid-view/grid-view';
import { exportRequest, type ExportKind } from './export-request';

const view: GridView = { x: 'steps', y: undefined, pages: ['prompt'], at: { prompt: 'abc' }, hidden: {} };

it.each<[ExportKind, object]>([
  ['page', { format: 'png', x: 'steps', at: { prompt: 'abc' }, tilePx: 256, title: 'A grid' }],
  ['all-pages', { format: 'png', x: 'steps', tilePx: 256, title: 'A grid' }],
  ['zip', { format: 'zip' }],
  ['csv', { format: 'csv' }],
])('asks for %s in a way that the API takes', (kind, request) => {
  expect(schema.parse(exportRequest(kind, view, { tilePx: 256, title: ' A grid ' }))).toEqual(request);
});

it('gives no title where none is wanted', () => {
  expect(exportRequest('page', view, { tilePx: 256, title: ' ' })).not.toHaveProperty('title');
});
