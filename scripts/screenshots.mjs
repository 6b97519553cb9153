// `npm run screenshots`: takes the pictures of the documentation from the running program, on a data folder of its own.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import sharp from 'sharp';
import { build, requireNode, root } from './build.mjs';

const folder = join(root, 'docs', 'images');
const viewport = { width: 1280, height: 800 };
const mostBytes = 400_000;
/** Tried one after the other until a picture is small enough. */
const paletteSizes = [256, 192, 128, 96, 64];
const drawingMs = 300_000;

/** Drawn beside the example, so that the list shows more than one line. */
const companions = [
  { name: 'guidance × scheduler', tags: ['gouache'], cellCount: 10, axes: [{ input: 'KSampler.cfg', name: 'cfg', values: '1, 3, 5, 7, 9' }, { input: 'KSampler.scheduler', name: 'scheduler', values: 'normal, karras' }], text: 'a castle on a hill, gouache' },
  { name: 'seeds of a tree', tags: [], cellCount: 9, axes: [{ input: 'KSampler.seed', name: 'seed', values: '1-9' }], text: 'an old tree in the morning, watercolour' },
];

/** Drawn while the picture of the servers is taken. */
const atWork = { name: 'castles, step by step', tags: [], axes: [{ input: 'KSampler.seed', name: 'seed', values: '1-40' }], text: 'a castle on a hill, oil painting', widthPx: 512, steps: 60 };

requireNode();
build();
const compiled = spawnSync(process.execPath, [fileURLToPath(import.meta.resolve('typescript/bin/tsc')), '-b', 'test/e2e'], { cwd: root, stdio: 'inherit' });
if (compiled.status !== 0) process.exit(1);
const { findChromium } = await import('../test/dist/e2e/support/find-chromium.js');
const executablePath = findChromium();
if (executablePath === undefined) {
  console.error('No Chromium, Chrome or Edge was found. Install one, or name one with CHROMIUM_PATH.');
  process.exit(1);
}

const dataFolder = mkdtempSync(join(tmpdir(), 'gridscope-screenshots-'));
mkdirSync(folder, { recursive: true });
const program = spawn(process.execPath, [join(root, 'apps/api/dist/main.js')], { env: { ...process.env, PORT: '0', GRIDSCOPE_DATA: dataFolder, GRIDSCOPE_DISCOVER: 'off' }, stdio: ['ignore', 'pipe', 'inherit'] });
const ended = new Promise((resolve) => program.on('close', resolve));
// Where a container's root runs it, Chromium's sandbox cannot start.
const browser = await chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
try {
  await takeAll(await address());
} finally {
  await browser.close();
  program.kill('SIGKILL');
  await ended;
  rmSync(dataFolder, { recursive: true, force: true, maxRetries: 5 });
}

async function address() {
  let said = '';
  for await (const text of program.stdout.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
    said += text;
    const [, url] = /is at (http\S+)/.exec(said) ?? [];
    if (url !== undefined) return url;
  }
  throw new Error(`the program ended: ${said}`);
}

async function takeAll(url) {
  const page = await browser.newPage({ viewport, colorScheme: 'dark' });
  await page.goto(url);
  const draw = page.getByRole('button', { name: 'Draw', exact: true });
  await draw.waitFor();
  await take(page, 'first-visit');

  await draw.click();
  await finished(page, 60);
  const experimentPath = await page.getByRole('link', { name: /^Back to the experiment/ }).getAttribute('href');
  await page.getByRole('gridcell', { name: /^steps 8, sampler dpmpp_2m:/ }).click();
  const panel = page.getByRole('button', { name: 'Cell panel' });
  if ((await panel.getAttribute('aria-pressed')) === 'false') await panel.click();
  await page.getByRole('complementary', { name: 'Cell' }).getByText('Parameters').waitFor();
  await take(page, 'grid');
  await page.emulateMedia({ colorScheme: 'light' });
  await take(page, 'grid-light');
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.getByRole('gridcell', { name: /^steps 8, sampler dpmpp_2m:/ }).dblclick();
  await page.getByRole('button', { name: 'Everything about the cell' }).click();
  await page.getByRole('dialog').getByText('Parameters').waitFor();
  await take(page, 'large-view');

  for (const companion of companions) {
    await page.goto(await started(url, companion));
    await finished(page, companion.cellCount);
  }
  await page.goto(`${url}${experimentPath}`);
  await page.getByRole('button', { name: 'Draw base' }).click();
  await page.getByRole('img', { name: 'The picture with the starting values' }).waitFor();
  await page.getByRole('table', { name: 'What would be drawn' }).waitFor();
  await take(page, 'builder');
  await page.goto(url);
  await page.getByRole('link', { name: companions[0].name }).waitFor();
  await take(page, 'experiments');
  await started(url, atWork);
  await page.goto(`${url}/servers`);
  await page.locator('article img[src^="data:"]').waitFor();
  await page.getByRole('img', { name: /^What .* did: .*drawing/ }).waitFor();
  await take(page, 'servers');
  console.log('Seven pictures are in docs/images.');
}

/** Keeps and starts an experiment of small pictures; gives the address of its grid. */
async function started(url, { name, tags, axes, text, widthPx = 256, steps = 12 }) {
  const experiment = await post(`${url}/api/v1/experiments`, { name, tags, workflow: { template: 'txt2img' }, set: { 'EmptyLatentImage.width': widthPx, 'EmptyLatentImage.height': widthPx, 'KSampler.steps': steps, 'positive.text': text }, axes });
  const plan = await post(`${url}/api/v1/experiments/${experiment.id}/plans`, {});
  return `${url}/plans/${plan.id}`;
}

async function post(address, body) {
  const answer = await fetch(address, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${address} answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
}

function finished(page, cellCount) {
  return page.getByRole('progressbar', { name: `${cellCount} of ${cellCount} cells done` }).waitFor({ timeout: drawingMs });
}

/** One picture, when nothing is fetched any more and all that was fetched is painted. */
async function take(page, name) {
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => document.fonts.ready.then(() => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)))));
  await page.mouse.move(viewport.width - 1, viewport.height - 1);
  const picture = await page.screenshot({ animations: 'disabled' });
  for (const colours of paletteSizes) {
    const bytes = await sharp(picture).png({ palette: true, colours, effort: 10 }).toBuffer();
    if (bytes.byteLength > mostBytes) continue;
    return writeFileSync(join(folder, `${name}.png`), bytes);
  }
  throw new Error(`${name} is larger than ${mostBytes} bytes`);
}
