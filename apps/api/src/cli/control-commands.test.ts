import { Writable } from 'node:stream';
import { Command } from 'commander';
import { endpoints } from '@gridscope/contract';
import { describe, expect, it } from 'vitest';
import { smallDraft } from '../../../../test/support/drafts.js';
import { cellsOf, finishedPlan } from '../../../../test/support/finish-plan.js';
import { slowStudio } from '../../../../test/support/slow-studio.js';
import type { TestApp } from '../../../../test/support/start-app.js';
import { startPlan } from '../../../../test/support/start-plan.js';
import { addControlCommands } from './control-commands.js';
import { Words } from './words.js';

/** Says `gridscope …` to a program that runs; what was said in words, and the JSON lines. */
async function say(app: TestApp, ...args: string[]): Promise<{ words: string; lines: Record<string, unknown>[] }> {
  const said = { stdout: '', stderr: '' };
  const stream = (name: keyof typeof said) => new Writable({ write: (chunk: Buffer, _, done) => (said[name] += chunk.toString(), done()) });
  const program = new Command('gridscope').exitOverride().configureOutput({ writeErr: () => undefined });
  addControlCommands(program, async (options, command) => {
    const words = new Words({ isJson: options.json === true, stdout: stream('stdout'), stderr: stream('stderr') });
    await command({ api: app.api, url: app.url, isEmbedded: false, close: () => Promise.resolve() }, words);
  });
  await program.parseAsync([...args, '--json'], { from: 'user' });
  // Each line is an object with its type.
  return { words: said.stderr, lines: said.stdout.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Record<string, unknown>) };
}

const grid = (name: string) => smallDraft({ name, servers: 'all', axes: [{ name: 'luck', input: 'KSampler.seed', values: '1-4' }, { name: 'how', input: 'KSampler.sampler_name', values: ['euler', 'lcm'] }] });

/** An experiment that rests, so that what is said of it stays true. */
async function resting(name = 'a grid'): Promise<{ app: TestApp; planId: string }> {
  const app = await slowStudio();
  await app.api.request(endpoints.pauseExecution, {});
  const plan = await startPlan(app, grid(name));
  return { app, planId: plan.id };
}

describe('gridscope', () => {
  it('pauses and resumes an experiment by its name, and says how it is', async () => {
    const { app } = await resting();

    const paused = await say(app, 'pause', 'a grid');
    const resumed = await say(app, 'resume', 'a grid');

    expect(paused.lines).toMatchObject([{ type: 'plan', state: 'paused' }]);
    expect(paused.words).toBe('a grid: paused, 0 of 8 done, 8 waiting\n');
    expect(resumed.lines).toMatchObject([{ type: 'plan', state: 'running' }]);
  });

  it('pauses and resumes everything', async () => {
    const { app, planId } = await resting();

    const resumed = await say(app, 'resume', '--all');
    const done = await finishedPlan(app.api, planId);
    const paused = await say(app, 'pause', '--all');

    expect([resumed.lines[0]?.isPaused, paused.lines[0]?.isPaused, done.counts.done]).toEqual([false, true, 8]);
    expect(paused.words).toBe('Everything is paused. Nothing is under way.\n');
  });

  it('changes priority and order by the id of a plan, below zero too', async () => {
    const { app, planId } = await resting();

    const later = await say(app, 'priority', planId, '-5');
    const byRows = await say(app, 'order', planId, 'rows');

    expect(later.lines).toMatchObject([{ priority: -5 }]);
    expect(byRows.words).toContain('priority -5, row by row');
  });

  it('skips a value, one cell and several values, and takes them in again', async () => {
    const { app } = await resting();

    const value = await say(app, 'skip', 'a grid', 'how=lcm');
    const more = await say(app, 'skip', 'a grid', '1', 'luck=2, how=euler');
    const back = await say(app, 'unskip', 'a grid', 'how=lcm', '1');

    expect([value, more, back].map(({ lines }) => lines.at(-1)?.counts)).toMatchObject([{ skipped: 4 }, { skipped: 6 }, { skipped: 1 }]);
  });

  it('cancels a cell, retries it, draws one now and one again', async () => {
    const { app, planId } = await resting();

    const cancelled = await say(app, 'cancel', 'a grid', '--cell', 'luck=4, how=lcm');
    const retried = await say(app, 'retry', 'a grid', '--cell', '8');
    await say(app, 'draw', 'a grid', '3');
    await say(app, 'resume', '--all');
    await finishedPlan(app.api, planId);
    const again = await say(app, 'again', 'a grid', '3');

    expect(cancelled.words).toBe('Cell 8 is cancelled.\n');
    expect(retried.words).toMatch(/^Cell 8 is (drawn next|queued|running|done)\.\n$/);
    expect(again.lines).toMatchObject([{ type: 'cell', index: 2, state: 'waiting' }]);
    expect((await cellsOf(app.api, planId)).every((cell) => cell.state !== 'cancelled')).toBe(true);
  });

  it('cancels an experiment and everything, and brings back what was cancelled', async () => {
    const { app } = await resting();

    const cancelled = await say(app, 'cancel', 'a grid');
    const back = await say(app, 'uncancel', 'a grid');
    const all = await say(app, 'cancel', '--all');
    const allBack = await say(app, 'uncancel', '--all');

    expect([cancelled.lines[0]?.state, back.lines[0]?.state, all.lines[0]?.planCount, allBack.lines[0]?.planCount]).toEqual(['cancelled', 'running', 0, 1]);
  });

  it('drains a server by its name and gives it cells again', async () => {
    const { app } = await resting();

    const drained = await say(app, 'drain', 'Studio');
    const back = await say(app, 'undrain', '--all');

    expect([drained.lines, back.lines]).toMatchObject([[{ type: 'server', isDraining: true }], [{ isDraining: false }]]);
    expect(drained.words).toContain('it is given nothing more');
  });

  it('says what is under way', async () => {
    const { app } = await resting();

    const { words, lines } = await say(app, 'status');

    expect(lines.map((line) => line.type)).toEqual(['execution', 'experiment', 'server']);
    expect(words).toContain('Everything is paused. 1 experiment is under way: 0 of 8 done, 8 waiting.');
  });

  it.each([
    ['no experiment', ['pause'], 'Name an experiment'],
    ['an experiment and everything', ['pause', 'a grid', '--all'], 'not both'],
    ['an unknown experiment', ['pause', 'no such thing'], 'There is no experiment "no such thing"'],
    ['an unknown server', ['drain', 'nobody'], 'There are: studio'],
    ['several cells where one is meant', ['draw', 'a grid', 'how=lcm'], '4 cells'],
    ['an unknown value', ['skip', 'a grid', 'how=best'], 'no value "best"'],
    ['a priority out of range', ['priority', 'a grid', '101'], '-100 to 100'],
    ['an unknown order', ['order', 'a grid', 'backwards'], 'cheapest, rows, corners'],
  ])('refuses %s', async (_, args, message) => {
    const { app } = await resting();

    await expect(say(app, ...args)).rejects.toThrow(message);
  });

  it('asks for the id where several experiments have the name', async () => {
    const { app } = await resting();
    await startPlan(app, { ...grid('a grid'), set: { 'KSampler.cfg': 3 } });

    await expect(say(app, 'cancel', 'a grid')).rejects.toThrow(/could be several experiments/);
  });
});
