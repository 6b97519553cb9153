import { ApiClient } from '@gridscope/contract';
import { expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { smallDraft } from '../support/drafts.js';
import { eventually } from '../support/eventually.js';
import { finishedPlan } from '../support/finish-plan.js';
import { runProgram } from '../support/run-cli.js';
import { temporaryFolder } from '../support/start-app.js';

const line = z.looseObject({ level: z.string(), timestamp: z.number(), message: z.string(), context: z.string().optional() });
type Line = z.infer<typeof line>;

it('follows one id from the request through plan, cells and attempts to the prompts, in JSON lines alone', async () => {
  const folder = await temporaryFolder(onTestFinished);
  const program = runProgram('apps/api/dist/main.js', [], { PORT: '0', GRIDSCOPE_DATA: folder, GRIDSCOPE_LOG: 'info', GRIDSCOPE_DISCOVER: 'off' });
  onTestFinished(() => program.end());
  const url = await eventually('the program says where it is', async () => /Gridscope is at (http:\S+)/.exec(program.said())?.[1]);
  const api = new ApiClient({ baseUrl: url });
  const headers = { 'content-type': 'application/json', 'x-request-id': 'night-run-7' };
  const post = (path: string, body: object) => fetch(`${url}/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) });

  const experiment = z.object({ id: z.string() }).parse(await (await post('/experiments', smallDraft({ axes: [{ input: 'KSampler.seed', values: '1-3' }] }))).json());
  const started = await post(`/experiments/${experiment.id}/plans`, {});
  const plan = z.object({ id: z.string() }).parse(await started.json());
  await finishedPlan(api, plan.id);
  const lines = await eventually('everything was said', async () => {
    const all = linesOf(program.said());
    return all.filter(({ message }) => message === 'cell drawn').length === 3 && all;
  });

  expect(started.headers.get('x-request-id')).toBe('night-run-7');
  const mine = lines.filter((said) => said.requestId === 'night-run-7');
  const of = (message: string) => mine.filter((said) => said.message === message);
  expect(of('request')).toMatchObject([{ context: 'http', route: '/api/v1/experiments', status: 201 }, { context: 'http', route: '/api/v1/experiments/:experimentId/plans', status: 201 }]);
  expect(of('plan begun')).toMatchObject([{ context: 'plans', planId: plan.id, cellCount: 3 }]);
  for (const message of ['cell claimed', 'cell drawn']) {
    expect(of(message).map(({ planId }) => planId)).toEqual([plan.id, plan.id, plan.id]);
    for (const id of ['cellId', 'attemptId', 'promptId']) expect(new Set(of(message).map((said) => said[id])).size).toBe(3);
    expect(new Set(of(message).map(({ serverId }) => serverId)).size).toBe(1);
  }
  expect(of('cell drawn')[0]).toMatchObject({ drawMs: expect.any(Number), collectMs: expect.any(Number) });
});

it('gives a request without an id one of its own, and one that could break a line another', async () => {
  const folder = await temporaryFolder(onTestFinished);
  const program = runProgram('apps/api/dist/main.js', [], { PORT: '0', GRIDSCOPE_DATA: folder, GRIDSCOPE_ENGINE: 'off', GRIDSCOPE_LOG: 'debug', GRIDSCOPE_DISCOVER: 'off' });
  onTestFinished(() => program.end());
  const url = await eventually('the program says where it is', async () => /Gridscope is at (http:\S+)/.exec(program.said())?.[1]);

  const own = (await fetch(`${url}/api/v1/about`)).headers.get('x-request-id');
  const refused = (await fetch(`${url}/api/v1/about`, { headers: { 'x-request-id': 'x'.repeat(101) } })).headers.get('x-request-id');

  expect(own).toMatch(/^[0-9a-f-]{36}$/);
  expect(refused).toMatch(/^[0-9a-f-]{36}$/);
  await eventually('both were said', async () => [own, refused].every((id) => linesOf(program.said()).some((said) => said.message === 'request' && said.requestId === id)));
});

/** Throws where a whole line is no JSON. */
function linesOf(text: string): Line[] {
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  return whole.split('\n').filter((said) => said.startsWith('{')).map((said) => line.parse(JSON.parse(said)));
}
