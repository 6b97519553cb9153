import { expect, it } from 'vitest';
import type { Plan } from '../database/entities/plan.entity.js';
import type { RevisionsService } from '../experiments/revisions.service.js';
import type { RunHistory } from '../runs/run-history.js';
import type { DrawableOn } from './drawable-on.js';
import type { ChangedCell, WaitingCellsRepository } from './waiting-cells.repository.js';
import { WaitingLines } from './waiting-lines.js';

const cell = (id: string, sequence: number): ChangedCell => ({ id, index: 0, takeId: 'take', state: 'waiting', priority: 0, sequence, notBefore: null });

/** One plan of the cells, on a server that draws everything. */
function linesOf(cells: ChangedCell[]): WaitingLines {
  const plan = { id: 'p', revisionId: 'r', kind: 'base', state: 'running', drawOrder: 'cheapest', priority: 0, sequence: 2 } as Plan;
  const repository = { findPlan: async () => plan, changed: async () => cells, ofTake: async (planId: string, takeId: string) => cells.filter((some) => planId === 'p' && some.takeId === takeId) };
  const revision = { workflow: {}, resolved: { axes: [], base: {}, texts: {}, skip: [], catalogue: {} } };
  // What lines ask of each, and no more.
  return new WaitingLines(repository as unknown as WaitingCellsRepository, { get: async () => revision } as unknown as RevisionsService, { now: () => () => new Set(['studio']) } as unknown as DrawableOn, { unfit: async () => new Map() } as unknown as RunHistory);
}

it('has another cell in line again that was taken with one that was skipped before anybody claimed it', async () => {
  const cells = [cell('x', 1), cell('y', 2)];
  const lines = linesOf(cells);
  lines.refresh('p');
  await lines.load(0);
  const taken = lines.take(lines.waiting(false, 0)[0]?.key ?? '');
  if (taken === undefined) throw new Error('nothing was in line');

  cells[0] = { ...cell('x', 3), state: 'skipped' };
  lines.putBack(taken);
  await lines.load(1_000);
  await lines.load(2_000);

  expect(lines.take(lines.waiting(false, 2_000)[0]?.key ?? '')).toMatchObject({ cellId: 'y', takeId: 'take' });
});
