import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { endpoints } from '@gridscope/contract';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { checkDataFolder } from '../support/check-data-folder.js';
import { drawnFiles } from '../support/drawn-files.js';
import { eventually } from '../support/eventually.js';
import { jsonLines, runCli } from '../support/run-cli.js';
import { startApp, temporaryFolder, type TestApp } from '../support/start-app.js';
import { startServer } from '../support/start-server.js';

const small = 'set: { EmptyLatentImage.width: 64, EmptyLatentImage.height: 64, KSampler.steps: 2 }';
const seeds = (values: string) => `workflow: { template: txt2img }\n${small}\naxes:\n  - { input: KSampler.seed, values: "${values}" }\n`;

/** A folder with `sweep.yaml` in it. */
async function folderWith(yaml: string): Promise<{ folder: string; file: string; environment: { GRIDSCOPE_DATA: string } }> {
  const folder = await temporaryFolder(onTestFinished);
  const file = join(folder, 'sweep.yaml');
  await writeFile(file, yaml);
  return { folder, file, environment: { GRIDSCOPE_DATA: join(folder, 'data') } };
}

describe('beside a running Gridscope', () => {
  const cleanUp: (() => Promise<void>)[] = [];
  let app: TestApp;
  let folder: string;
  const environment = () => ({ GRIDSCOPE_DATA: app.dataFolder });

  beforeAll(async () => {
    app = await startApp(await temporaryFolder((clean) => cleanUp.push(clean)));
    folder = await temporaryFolder((clean) => cleanUp.push(clean));
    await writeFile(join(folder, 'not.json'), 'this is not JSON');
    await writeFile(join(folder, 'strange.json'), JSON.stringify({ 1: { class_type: 'Strange', inputs: {} }, 2: { class_type: 'SaveImage', inputs: { images: ['1', 0], filename_prefix: 'x' } } }));
    await sharp({ create: { width: 8, height: 8, channels: 3, background: 'grey' } }).png().toFile(join(folder, 'plain.png'));
  });

  afterAll(async () => {
    await app.close();
    const { problems } = await checkDataFolder(app.dataFolder);
    for (const clean of cleanUp.reverse()) await clean();
    expect(problems).toEqual([]);
  });

  it.concurrent.each<[string, string, RegExp]>([
    ['an input that no node has', `workflow: { template: txt2img }\nset:\n  KSampler.stepps: 4\n`, /:3:\d+ .*no input "stepps"/],
    ['a value out of range', `workflow: { template: txt2img }\naxes:\n  - { input: KSampler.cfg, values: "7, 500" }\n`, /:3:\d+ .*500.*100/],
    ['a template that is not there', `workflow: { template: txt3img }\n`, /txt3img.*txt2img/],
    ['a workflow that is not JSON', `name: x\nworkflow: { file: not.json }\n`, /:2:\d+ .*JSON/],
    ['a picture without a workflow', `name: x\nworkflow: { image: plain.png }\n`, /:2:\d+ .*(metadata|workflow)/],
    ['a node class that the server lacks', `name: x\nworkflow: { file: strange.json }\n`, /:2:\d+ .*no node class "Strange"/],
    ['YAML that breaks off', 'workflow: { template: "txt2img\n', /:\d+:\d+ /],
    ['a grid beyond the limit', `workflow: { template: txt2img }\naxes:\n  - { input: KSampler.seed, values: "1-1000" }\n  - { input: KSampler.cfg, values: "1-11 [101]" }\n`, /:\d+:\d+ .*GRIDSCOPE_CELL_LIMIT/],
    ['a picture that is not there', `workflow: { template: img2img }\naxes:\n  - images: { input: LoadImage.image, files: [gone.png] }\n`, /:3:\d+ .*gone\.png/],
  ])('points at %s and ends with 2', async (what, yaml, expected) => {
    const file = join(folder, `${what.replaceAll(' ', '-')}.yaml`);
    await writeFile(file, yaml);

    const ended = await runCli(['run', file, '--json'], environment()).ended;

    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain(file);
    expect(ended.stderr).toMatch(expected);
    expect(ended.stderr).not.toMatch(/\n\s+at /);
  });

  it.concurrent('says that a file is not there and ends with 2', async () => {
    expect(await runCli(['plan', join(folder, 'gone.yaml')], environment()).ended).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('there is no such file') });
  });

  it.concurrent.each([
    ['an option that nobody knows', ['run', 'x.yaml', '--sever', 'http://127.0.0.1:1']],
    ['no file', ['run']],
    ['a command that nobody knows', ['sweeep']],
  ])('ends with 2 where it is called with %s', async (_, args) => {
    expect(await runCli(args, environment()).ended).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(/^error: /) });
  });

  it.concurrent('says why where the server cannot be reached, and ends with 1', async () => {
    const file = join(folder, 'away.yaml');
    await writeFile(file, seeds('1, 2'));

    const ended = await runCli(['run', file, '--server', 'http://127.0.0.1:9'], environment()).ended;

    expect(ended.code).toBe(1);
    expect(ended.stderr).toMatch(/ComfyUI at http:\/\/127\.0\.0\.1:9 cannot be reached.*is it running/);
    expect(ended.stderr).not.toMatch(/\n\s+at /);
  });

  it('is its client: the experiment and its pictures are in that one', async () => {
    const file = join(folder, 'beside.yaml');
    await writeFile(file, `name: beside\n${seeds('1-3')}`);

    const ended = await runCli(['run', file, '--out', join(folder, 'out')], environment()).ended;

    expect(ended.code).toBe(0);
    expect(ended.stdout).toContain(`${app.url}/plans/`);
    const { items } = await app.api.request(endpoints.listExperiments, { query: { search: 'beside' } });
    expect(items).toMatchObject([{ name: 'beside', state: 'done', counts: { done: 3 } }]);
    expect((await readdir(join(folder, 'out', 'beside'))).filter((name) => name.endsWith('.png'))).toHaveLength(3);
  });

  it('steers what that one draws, and ends with 2 where nobody knows what is meant', async () => {
    const paused = await runCli(['pause', '--all', '--json'], environment()).ended;
    const resumed = await runCli(['resume', '--all'], environment()).ended;
    const unknown = await runCli(['cancel', 'no such thing'], environment()).ended;

    expect([paused.code, resumed.code, unknown.code]).toEqual([0, 0, 2]);
    expect(jsonLines(paused.stdout)).toMatchObject([{ type: 'execution', isPaused: true }]);
    expect(unknown.stderr).toBe('There is no experiment "no such thing".\n');
  });
});

describe('alone', () => {
  it('ends with 0 and says only JSON lines on standard output; the same file again draws nothing', async () => {
    const { folder, file, environment } = await folderWith(seeds('1-3'));
    const args = ['run', file, '--json', '--out', join(folder, 'out')];

    const first = await runCli(args, environment).ended;
    const second = await runCli(args, environment).ended;

    expect([first.code, second.code]).toEqual([0, 0]);
    const lines = jsonLines(first.stdout);
    expect(lines[0]).toMatchObject({ type: 'plan', cells: 3, toDraw: 3, reused: 0 });
    expect(lines.at(-1)).toMatchObject({ type: 'done', counts: { done: 3, failed: 0 } });
    expect(jsonLines(second.stdout)[0]).toMatchObject({ type: 'plan', toDraw: 0, reused: 3 });
    const table = await readFile(join(folder, 'out', 'sweep.csv'), 'utf8');
    expect(table.trim().split('\n')).toHaveLength(4);
    expect((await sharp(join(folder, 'out', 'sweep.png')).metadata()).format).toBe('png');
    expect(await checkDataFolder(environment.GRIDSCOPE_DATA)).toEqual({ problems: [], soundFiles: 3 });
  });

  it('draws of a changed file only what is new, as the next revision of the experiment', async () => {
    const { folder, file, environment } = await folderWith(seeds('1-2'));
    const args = ['run', file, '--json', '--out', join(folder, 'out')];
    await runCli(args, environment).ended;
    await writeFile(file, seeds('1-3'));

    const changed = await runCli(args, environment).ended;

    expect(changed.code).toBe(0);
    expect(jsonLines(changed.stdout)[0]).toMatchObject({ type: 'plan', toDraw: 1, reused: 2 });
    expect(changed.stderr).toContain('This is revision 2 of');
  });

  it('steers nothing where no Gridscope runs: it starts none for that, and ends with 1', async () => {
    const { environment } = await folderWith(seeds('1'));

    const ended = await runCli(['pause', '--all'], environment).ended;

    expect(ended).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('No Gridscope is running') });
  });

  it('ends with 3 when cells failed, and says why', async () => {
    const server = await startServer(onTestFinished, { faults: { failNodes: [{ classType: 'KSampler', when: { seed: 2 }, exceptionType: 'RuntimeError', message: 'the dice are cast' }] } });
    const { folder, file, environment } = await folderWith(seeds('1-3'));

    const ended = await runCli(['run', file, '--json', '--server', server.url, '--out', join(folder, 'out')], environment).ended;

    expect(ended.code).toBe(3);
    expect(ended.stderr).toMatch(/1 cells? failed/);
    expect(ended.stderr).toContain('the dice are cast');
    expect(jsonLines(ended.stdout).at(-1)).toMatchObject({ type: 'done', counts: { done: 2, failed: 1 } });
    expect(await checkDataFolder(environment.GRIDSCOPE_DATA)).toEqual({ problems: [], soundFiles: 2 });
  });

  it('stops gently at Ctrl-C, ends with 130, and the same command goes on: every cell is drawn once', async () => {
    const dir = await temporaryFolder(onTestFinished);
    const server = await startServer(onTestFinished, { dir, secondsPerStep: 0.15 });
    const { folder, file, environment } = await folderWith(seeds('1-8'));
    const args = ['run', file, '--json', '--server', server.url, '--out', join(folder, 'out')];
    const first = runCli(args, environment);
    onTestFinished(() => first.end());
    await eventually('some are done', async () => /"done":[1-5],/.test(first.said()));

    first.process.kill('SIGINT');
    const stopped = await first.ended;
    const between = await checkDataFolder(environment.GRIDSCOPE_DATA);
    const drawnBetween = (await drawnFiles(dir)).length;
    const second = await runCli(args, environment).ended;

    expect(stopped).toMatchObject({ code: 130, stderr: expect.stringMatching(/finished first[^]*The same command goes on/) });
    expect(jsonLines(stopped.stdout).at(-1)).toMatchObject({ type: 'interrupted', counts: { running: 0, queued: 0 } });
    expect(between).toEqual({ problems: [], soundFiles: drawnBetween });
    expect(drawnBetween).toBeLessThan(8);
    expect(second.code).toBe(0);
    expect(await drawnFiles(dir)).toHaveLength(8);
    expect(await checkDataFolder(environment.GRIDSCOPE_DATA)).toEqual({ problems: [], soundFiles: 8 });
  });

  it('stops at once at the second Ctrl-C, and nothing is lost', async () => {
    const server = await startServer(onTestFinished, { secondsPerStep: 5 });
    const { folder, file, environment } = await folderWith(seeds('1, 2'));
    const run = runCli(['run', file, '--server', server.url, '--out', join(folder, 'out')], environment);
    onTestFinished(() => run.end());
    await eventually('it draws', async () => run.said().includes('Drawing.'));

    run.process.kill('SIGINT');
    await eventually('it stops gently', async () => run.said().includes('Ctrl-C again'));
    run.process.kill('SIGINT');

    expect(await run.ended).toMatchObject({ code: 130 });
    expect((await checkDataFolder(environment.GRIDSCOPE_DATA, { mayBeUnderWay: true, wasKilled: true })).problems).toEqual([]);
  });

  it('adds a server, lists it, and makes no place for what it was not asked', async () => {
    const server = await startServer(onTestFinished);
    const folder = await temporaryFolder(onTestFinished);
    await mkdir(join(folder, 'data'));

    const ended = await runCli(['servers', '--add', server.url, '--json'], { GRIDSCOPE_DATA: join(folder, 'data') }).ended;

    expect(ended.code).toBe(0);
    expect(jsonLines(ended.stdout)).toContainEqual(expect.objectContaining({ type: 'server', url: server.url, state: 'ready' }));
  });
});
