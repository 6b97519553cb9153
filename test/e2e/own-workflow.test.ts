import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiClient, type CellView } from '@gridscope/contract';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { unpack } from '../../apps/api/src/cli/unpack.js';
import { cellsOf } from '../support/finish-plan.js';
import { lighthouse } from './files/files.js';
import { Builder } from './support/builder.js';
import { Grid } from './support/grid.js';
import { decode, differenceOf, findPicture, sha256 } from './support/pictures.js';
import { readCsv } from './support/read-csv.js';
import { describeInBrowser, patience } from './support/test-browser.js';
import { withProgram } from './support/with-program.js';

const greatestSeed = '18446744073709551615';
// With two steps the two samplers give the same pixels: tiles could not be told apart.
const axes = { steps: ['3', '4', '8'], sampler_name: ['euler', 'dpmpp_2m'], prompt: ['lighthouse', 'castle'], seed: ['42', greatestSeed] };
const cellCount = 24;
/** The cell that is looked at, exported and found again: the second of each axis. */
const chosen = { steps: 1, sampler_name: 1, prompt: 1, seed: 1 };

/** Law 1: the first axis runs fastest. */
function indexOf({ steps, sampler_name, prompt, seed }: typeof chosen): number {
  return steps + axes.steps.length * (sampler_name + axes.sampler_name.length * (prompt + axes.prompt.length * seed));
}

describeInBrowser('A first experiment of one’s own, by hand', (browser) => {
  const program = withProgram();
  let page: Page;
  let builder: Builder;
  let grid: Grid;
  let cells: CellView[];
  let downloads: string;
  let shownHash: string;

  beforeAll(async () => {
    page = await browser.visit();
    builder = new Builder(page);
    grid = new Grid(page);
    downloads = await mkdtemp(join(tmpdir(), 'gridscope-downloads-'));
  });
  afterAll(() => rm(downloads, { recursive: true, force: true }));

  const hashAt = (at: typeof chosen): string => {
    const cell = cells.find(({ index }) => index === indexOf(at));
    if (cell?.state !== 'done' || cell.lead === undefined) throw new Error(`cell ${indexOf(at)} has no picture`);
    return cell.lead.image;
  };
  const originalOf = async (hash: string) => Buffer.from(await (await page.request.get(`${program().url}/api/v1/images/${hash}`)).body());

  async function download(kind: string): Promise<string> {
    await page.getByRole('radio', { name: new RegExp(`^${kind}`) }).check();
    const link = page.getByRole('list', { name: 'Exports' }).getByRole('link', { name: 'Download' });
    const before = await link.count();
    await page.getByRole('button', { name: 'Make the file' }).click();
    await expect.poll(() => link.count(), patience).toBe(before + 1);
    const saving = page.waitForEvent('download');
    await link.first().click();
    const file = await saving;
    const path = join(downloads, file.suggestedFilename());
    await file.saveAs(path);
    return path;
  }

  it('takes a graph of ComfyUI’s editor that is dropped, and lists what can vary', async () => {
    await page.goto(program().url);
    await page.getByRole('link', { name: 'bring your own workflow' }).click();

    await builder.drop(lighthouse);

    await builder.workflow.getByRole('heading', { name: 'lighthouse.json' }).waitFor();
    await builder.workflow.getByRole('button', { name: 'Vary What I want text' }).waitFor();
    expect(await builder.workflow.getByRole('button', { name: 'Starting value of KSampler.seed: 42' }).count()).toBe(1);
  });

  it('shows a mistake where it is typed with the nearest that is right, and takes the correction', async () => {
    await builder.vary('KSampler steps', axes.steps.join(', '));
    await builder.vary('KSampler sampler_name', 'euler, dpmpp_2n');
    await expect.poll(() => builder.axis('Y').textContent(), patience).toMatch(/dpmpp_2n.*dpmpp_2m/);
    await expect.poll(() => builder.start.isDisabled(), patience).toBe(true);

    await builder.valuesOf('sampler_name').fill(axes.sampler_name.join(', '));

    await expect.poll(() => builder.valuesOf('sampler_name').getAttribute('aria-invalid'), patience).toBeNull();
    await expect.poll(() => builder.start.isEnabled(), patience).toBe(true);
  });

  it('counts the cells of four axes before anything is drawn', async () => {
    await builder.addAxis('Search and replace in a prompt');
    await builder.writeTerms('Z', axes.prompt);
    await builder.vary('KSampler seed', axes.seed.join(', '));

    await expect.poll(() => builder.start.textContent(), patience).toMatch(`Start: draw ${cellCount}`);
    expect(await builder.axis('4').textContent()).toContain(greatestSeed);
  });

  it('draws one picture of the starting values when asked for the base', async () => {
    await page.getByRole('button', { name: 'Draw base' }).click();

    await page.getByRole('img', { name: 'The picture with the starting values' }).waitFor();
  });

  it('starts with Ctrl+Enter and fills the grid in while one looks', async () => {
    await page.keyboard.press('Control+Enter');
    await page.waitForURL(/\/plans\//);

    await expect.poll(async () => (await grid.progress()).total, patience).toBe(cellCount);
    await expect.poll(() => grid.cell('steps 3, sampler_name euler').getAttribute('aria-label'), patience).toMatch(/done/);
    expect((await grid.progress()).done).toBeLessThan(cellCount);
    await grid.finished(cellCount);
    const planId = page.url().match(/plans\/([^?/]+)/)?.[1] ?? '';
    cells = await cellsOf(new ApiClient({ baseUrl: program().url }), planId);
    expect(new Set(cells.map((cell) => cell.state === 'done' && cell.lead?.image)).size).toBe(cellCount);
  });

  it('shows the pictures of another prompt and another seed when the sliders are moved by key', async () => {
    await grid.slider('prompt').press('ArrowRight');
    await grid.slider('seed').press('ArrowRight');
    expect(await grid.slider('prompt').getAttribute('aria-valuetext')).toBe('castle');
    expect(await grid.slider('seed').getAttribute('aria-valuetext')).toBe(greatestSeed);

    // What the canvas shows at a cell is nearer to that cell's picture than to the same cell's on the first page.
    const [own, first] = await Promise.all([hashAt(chosen), hashAt({ ...chosen, prompt: 0, seed: 0 })].map(originalOf));
    await expect.poll(async () => {
      const tile = await grid.cell('steps 4, sampler_name dpmpp_2m').screenshot();
      return { own: (await differenceOf(tile, own ?? tile)) < 4, first: (await differenceOf(tile, first ?? tile)) < 4 };
    }, patience).toEqual({ own: true, first: false });
  });

  it('opens a cell large with its own original, and everything that was set, the greatest seed unchanged', async () => {
    await grid.cell('steps 4, sampler_name dpmpp_2m').focus();
    await page.keyboard.press('Enter');
    await grid.large.waitFor();
    await page.keyboard.press('i');

    await expect.poll(() => grid.largePicture(), patience).toMatch(/\/images\/[0-9a-f]{64}$/);
    shownHash = (await grid.largePicture())?.split('/').at(-1) ?? '';
    expect(shownHash).toBe(hashAt(chosen));
    expect(sha256(await originalOf(shownHash))).toBe(shownHash);
    await expect.poll(() => grid.largeFacts(), patience).toMatchObject({ 'KSampler seed': greatestSeed, 'KSampler steps': '4', 'KSampler sampler_name': 'dpmpp_2m' });
    expect(Object.values(await grid.largeFacts())).toContain('a castle at dusk, oil painting');
  });

  it('walks to the neighbours with the arrow keys', async () => {
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => grid.largePicture(), patience).toContain(hashAt({ ...chosen, steps: 2 }));
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowUp');
    await expect.poll(() => grid.largePicture(), patience).toContain(hashAt({ ...chosen, sampler_name: 0 }));
    await page.keyboard.press('PageUp');
    await expect.poll(() => grid.largePicture(), patience).toContain(hashAt({ ...chosen, sampler_name: 0, prompt: 0 }));
    await page.keyboard.press('PageDown');
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => grid.largePicture(), patience).toContain(shownHash);
  });

  it('flips to the pinned cell and back with the space bar', async () => {
    await page.keyboard.press('p');
    await page.keyboard.press('ArrowLeft');
    const other = hashAt({ ...chosen, steps: 0 });
    await expect.poll(() => grid.largePicture(), patience).toContain(other);

    await page.keyboard.press('Space');
    await expect.poll(() => grid.largePicture(), patience).toContain(shownHash);
    await page.keyboard.press('Space');

    await expect.poll(() => grid.largePicture(), patience).toContain(other);
  });

  it('stars the cell that is looked at and closes onto it', async () => {
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => grid.largePicture(), patience).toContain(shownHash);
    await page.keyboard.press('s');
    await expect.poll(() => grid.large.getByRole('button', { name: 'Star' }).getAttribute('aria-pressed'), patience).toBe('true');

    await page.keyboard.press('Escape');

    await grid.large.waitFor({ state: 'detached' });
    await expect.poll(() => grid.cell('steps 4, sampler_name dpmpp_2m').getAttribute('aria-label'), patience).toMatch(/starred/);
  });

  it('exports the page as a PNG in which every tile is its own cell’s original', async () => {
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    await page.getByRole('combobox', { name: 'Tile size' }).click();
    await page.getByRole('option', { name: '256 px' }).click();

    const exported = await decode(await download('This page'));

    const places = await Promise.all(axes.sampler_name.flatMap((_, sampler_name) => axes.steps.map(async (__, steps) => findPicture(exported, await decode(await originalOf(hashAt({ ...chosen, steps, sampler_name })))))));
    const columns = [...new Set(places.map((place) => place?.x))];
    const rows = [...new Set(places.map((place) => place?.y))];
    expect(places).toEqual(rows.flatMap((y) => columns.map((x) => ({ x, y }))));
    expect([columns.length, rows.length]).toEqual([axes.steps.length, axes.sampler_name.length]);
    expect([columns, rows]).toEqual([columns, rows].map((line) => line.toSorted((one, other) => Number(one) - Number(other))));
  });

  it('exports all originals under names that say which cell they are', async () => {
    const folder = join(downloads, 'originals');
    await unpack(await download('Originals'), folder);

    const names = await readdir(folder);
    expect(names.filter((name) => name.endsWith('.png'))).toHaveLength(cellCount);
    const own = names.find((name) => /steps=4, sampler_name=dpmpp_2m, prompt=castle, seed=18446744073709551615/.test(name)) ?? '';
    expect(sha256(await readFile(join(folder, own)))).toBe(shownHash);
  });

  it('exports a table in which the cell has the values that were on the screen', async () => {
    const rows = readCsv(await readFile(await download('Table'), 'utf8'));

    expect(rows).toHaveLength(cellCount);
    expect(rows.find(({ cell }) => cell === String(indexOf(chosen)))).toMatchObject({ steps: '4', sampler_name: 'dpmpp_2m', prompt: 'castle', seed: greatestSeed, sha256: shownHash, starred: 'true', state: 'done', verified: 'verified' });
  });

  it('puts the prompts on the columns without drawing anything, and the address keeps that', async () => {
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });

    await page.keyboard.press('x');
    await expect.poll(() => new URL(page.url()).searchParams.get('x'), patience).toBe('prompt');
    const before = page.url();
    await grid.slider('steps').press('Home');
    await grid.slider('steps').press('ArrowRight');
    await expect.poll(() => grid.slider('steps').getAttribute('aria-valuetext'), patience).toBe('4');
    await expect.poll(() => page.url(), patience).not.toBe(before);
    const settled = page.url();
    await page.reload();

    const own = await originalOf(shownHash);
    await expect.poll(async () => (await differenceOf(await grid.cell('prompt castle, sampler_name dpmpp_2m').screenshot(), own)) < 4, patience).toBe(true);
    expect(await grid.progress()).toEqual({ done: cellCount, total: cellCount });
    expect(page.url()).toBe(settled);
  });

  it('begins a new experiment from the cell, which starts with what was set there', async () => {
    await grid.cell('prompt castle, sampler_name dpmpp_2m').focus();
    await page.keyboard.press('n');

    await page.waitForURL(/\/experiments\//);
    await builder.workflow.getByRole('button', { name: `Starting value of KSampler.seed: ${greatestSeed}` }).waitFor();
    await builder.workflow.getByRole('button', { name: 'Starting value of KSampler.steps: 4' }).waitFor();
    await builder.workflow.getByRole('button', { name: 'Starting value of positive.text: a castle at dusk, oil painting' }).waitFor();
    await expect.poll(() => builder.start.textContent(), patience).toMatch('Start: draw 0, reuse 1');
  });
}, { areSteps: true });
