import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { checkDataFolder } from '../support/check-data-folder.js';
import { type RunningProgram, runProgram } from '../support/run-cli.js';
import { startApp, temporaryFolder } from '../support/start-app.js';

const main = 'apps/api/dist/main.js';

function start(environment: Record<string, string>): RunningProgram {
  const program = runProgram(main, [], { PORT: '0', GRIDSCOPE_ENGINE: 'off', ...environment });
  onTestFinished(() => program.end());
  return program;
}

/** What a program said that would not start. */
async function refusal(environment: Record<string, string>): Promise<string> {
  const ended = await start(environment).ended;
  expect(ended).toMatchObject({ code: 1, stdout: '' });
  expect(ended.stderr, 'a sentence, and no stack').not.toMatch(/\n\s+at /);
  return ended.stderr;
}

it('says who uses the data folder when a second program wants it, and harms nothing', async () => {
  const app = await startApp(await temporaryFolder(onTestFinished));
  onTestFinished(() => app.close());

  const said = await refusal({ GRIDSCOPE_DATA: app.dataFolder });

  expect(said).toContain(`The data folder ${app.dataFolder} is in use by process ${process.pid} at ${app.url}`);
  expect(said).toContain('GRIDSCOPE_DATA');
  await app.close();
  expect((await checkDataFolder(app.dataFolder)).problems).toEqual([]);
});

it('refuses a data folder of a newer version, and leaves it as it is', async () => {
  const folder = await temporaryFolder(onTestFinished);
  const app = await startApp(folder, { GRIDSCOPE_ENGINE: 'off' });
  await app.close();
  await writeFile(join(folder, 'format'), '99\n');

  const said = await refusal({ GRIDSCOPE_DATA: folder });

  expect(said).toMatch(/newer Gridscope \(format 99, this one knows \d+\).*Update Gridscope/);
  await writeFile(join(folder, 'format'), '1\n');
  expect((await checkDataFolder(folder)).problems).toEqual([]);
});

it('says that its port is taken and what to do, and gives the data folder back', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void other.close());
  await new Promise((resolve) => other.once('listening', resolve));
  // A server that listens on a port has an AddressInfo.
  const { port } = other.address() as AddressInfo;
  const folder = await temporaryFolder(onTestFinished);

  expect(await refusal({ GRIDSCOPE_DATA: folder, PORT: String(port) })).toMatch(new RegExp(`Port ${port} is taken.*PORT`));
  expect((await checkDataFolder(folder)).problems).toEqual([]);
});

it.each<[string, Record<string, string>, RegExp]>([
  ['an address that others can reach, without a token', { HOST: '0.0.0.0' }, /HOST is 0\.0\.0\.0.*GRIDSCOPE_TOKEN/],
  ['a token that is too short', { GRIDSCOPE_TOKEN: 'short' }, /GRIDSCOPE_TOKEN.*16 characters/],
  ['a port that is none', { PORT: '99999' }, /PORT/],
  ['a data folder that cannot be one', { GRIDSCOPE_DATA: '/dev/null/data' }, /data folder \/dev\/null\/data cannot be written/],
])('refuses to start with %s', async (_, environment, expected) => {
  expect(await refusal({ GRIDSCOPE_DATA: await temporaryFolder(onTestFinished), ...environment })).toMatch(expected);
});

it.each(['SIGINT', 'SIGTERM'] as const)('ends at %s by itself with 0, and gives the data folder back', async (signal) => {
  const folder = await temporaryFolder(onTestFinished);
  const program = start({ GRIDSCOPE_DATA: folder });
  await new Promise<void>((resolve) => program.process.stdout.once('data', () => resolve()));

  program.process.kill(signal);

  expect(await program.ended).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Gridscope is at http:\/\/127\.0\.0\.1:\d+\n[^]*the next start goes on/), stderr: '' });
  expect((await checkDataFolder(folder)).problems).toEqual([]);
});

it('says that Node is too old, before anything else fails for it', async () => {
  const older = `data:text/javascript,Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '18.20.4' } })`;
  const program = runProgram('scripts/start.mjs', [], { NODE_OPTIONS: `--import="${older.replaceAll('"', '%22').replaceAll(' ', '%20')}"` });
  onTestFinished(() => program.end());

  expect(await program.ended).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(/^Gridscope needs Node 20\.19 or newer and this is 18\.20\.4\..*nodejs\.org/) });
});
