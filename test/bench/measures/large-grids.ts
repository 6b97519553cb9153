import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ApiClient, endpoints, type PlanView } from '@gridscope/contract';
import type { Benchmark } from '../benchmark.js';
import { finishGrid, writeGrid, writeThumbnails } from '../finished-grid.js';
import { type Program, startProgram } from '../program.js';
import { collect, repeat, timeOf, words } from '../repeat.js';
import { withFolder } from '../temporary-folder.js';

const times = 5;
const page = { columns: 100, rows: 100 };
const list = { columns: 160, rows: 150 };

/** What a page asks for when a large grid is opened. */
export const largeGrids: Benchmark = {
  name: 'largeGridMs',
  title: 'one page of 100 × 100 finished cells at 64 px as one picture, and a list of 24,000 cells',
  measure: (say) =>
    withFolder(async (folder) => {
      const plan = await prepare(folder);
      const program = await startProgram(folder);
      try {
        const cold = await collect(times, () => coldPage(folder, program, plan.page));
        say(`page, atlas not made yet: ${words(cold)}`);
        const warm = await repeat(times, () => fetchPage(program, plan.page));
        say(`page, atlas there: ${words(warm)}`);
        const listed = await repeat(times, () => listCells(program, plan.list));
        say(`list of ${plan.list.cellCount} cells: ${words(listed)}`);
        return { pageCold: cold.medianMs, pageWarm: warm.medianMs, list: listed.medianMs };
      } finally {
        await program.stop();
      }
    }),
};

async function prepare(folder: string): Promise<{ page: PlanView; list: PlanView }> {
  const program = await startProgram(folder);
  const api = new ApiClient({ baseUrl: program.url });
  const plans = { page: await writeGrid(api, page.columns, page.rows), list: await writeGrid(api, list.columns, list.rows) };
  await program.stop();
  await writeThumbnails(folder, await finishGrid(folder, plans.page));
  await finishGrid(folder, plans.list);
  return plans;
}

async function coldPage(folder: string, program: Program, plan: PlanView): Promise<number> {
  const atlases = join(folder, 'atlases');
  for (const name of await readdir(atlases)) await rm(join(atlases, name));
  return timeOf(() => fetchPage(program, plan));
}

/** The page and its picture, as the grid viewer asks for them. */
async function fetchPage({ url }: Program, plan: PlanView): Promise<void> {
  const [x, y] = plan.axes;
  const answer = await new ApiClient({ baseUrl: url }).request(endpoints.getGridPage, { parameters: { planId: plan.id }, query: { x: x?.id, y: y?.id, tilePx: 64 } });
  if (answer.atlas === undefined || answer.images.includes(null)) throw new Error('the page is not whole');
  const atlas = await fetch(`${url}${answer.atlas}`);
  if (!atlas.ok || (await atlas.arrayBuffer()).byteLength === 0) throw new Error(`the atlas was answered with ${atlas.status}`);
}

async function listCells({ url }: Program, plan: PlanView): Promise<void> {
  const api = new ApiClient({ baseUrl: url });
  let count = 0;
  for (let after = 0; ; ) {
    const { items, next } = await api.request(endpoints.listCells, { parameters: { planId: plan.id }, query: { after } });
    count += items.length;
    if (next === undefined) break;
    after = next;
  }
  if (count !== plan.cellCount) throw new Error(`${count} of ${plan.cellCount} cells were listed`);
}
