import { UnknownInputError } from '@gridscope/comfy';
import { ClientClosedError, PromptLostError, PromptRefusedError, RunFailedError, ServerUnreachableError } from '@gridscope/comfy/client';
import { describe, expect, it } from 'vitest';
import { ContradictionError } from '../generators/generator.js';
import { StoreFullError } from '../images/image-store.js';
import { BrokenPictureError } from '../images/images.service.js';
import { judgeFailure, lostAttemptsLimit, restMs } from './judge-failure.js';
import { RunStoppedError } from './run-stopped.error.js';

const url = 'http://127.0.0.1:8188';
const calm = { lostBefore: 0, isPaid: false, isStopping: false };
const run = (isOutOfMemory: boolean) => new RunFailedError(url, {
  promptId: 'p', status: 'error', outputs: [], texts: [], executedPrompt: {}, cachedNodes: [], times: {},
  error: { nodeId: '3', nodeType: 'KSampler', exceptionType: 'E', exceptionMessage: 'm', traceback: [], isOutOfMemory, raw: {} },
}, 'node 3 KSampler: m');
const unreachable = new ServerUnreachableError(url, 'GET /history', new Error('refused'));

describe('judgeFailure', () => {
  it.each([
    ['a server that cannot be reached', unreachable, 'again'],
    ['a prompt that its server forgot', new PromptLostError(url, 'p'), 'again'],
    ['a picture that broke on its way', new BrokenPictureError(), 'again'],
    ['a full disk', new StoreFullError('/data'), 'pause'],
    ['a disk that the database found full', Object.assign(new Error('write'), { code: 'ENOSPC' }), 'pause'],
    ['too little memory there', run(true), 'fail'],
    ['a node that raised an error', run(false), 'fail'],
    ['a workflow that was refused', new PromptRefusedError(url, { nodeErrors: {}, sentence: 'node 3 has no seed' }), 'fail'],
    ['a picture that contradicts its label', new ContradictionError('the server', [{ message: 'seed 1, ran with 2' }]), 'fail'],
    ['a parameter that nobody reads', new UnknownInputError('3.sed', 'node 3 has no input "sed"'), 'fail'],
    ['a run that a person stopped', new RunStoppedError(), 'nothing'],
    ['a client that was closed', new ClientClosedError(url), 'nothing'],
  ])('sends %s to "%s"', (_, error, next) => {
    expect(judgeFailure(error, calm).next).toBe(next);
  });

  it('writes nothing while the program stops', () => {
    expect(judgeFailure(unreachable, { ...calm, isStopping: true })).toEqual({ next: 'nothing' });
  });

  it('gives up after so many lost attempts, and says how many', () => {
    expect(judgeFailure(unreachable, { ...calm, lostBefore: lostAttemptsLimit - 2 }).next).toBe('again');
    expect(judgeFailure(unreachable, { ...calm, lostBefore: lostAttemptsLimit - 1 })).toMatchObject({ next: 'fail', reason: expect.stringContaining(`tried ${lostAttemptsLimit} times`) });
  });

  it('never repeats a call that costs money by itself', () => {
    expect(judgeFailure(unreachable, { ...calm, isPaid: true })).toMatchObject({ next: 'fail', reason: expect.stringContaining('costs money') });
  });

  it('marks what nobody foresaw as a fault of ours', () => {
    expect(judgeFailure(new TypeError('x is not a function'), calm)).toMatchObject({ next: 'fail', isFault: true });
    expect(judgeFailure(run(false), calm)).not.toHaveProperty('isFault');
  });
});

describe('restMs', () => {
  it('doubles with every lost attempt up to half a minute', () => {
    expect([0, 1, 2, 3, 10].map(restMs)).toEqual([500, 1_000, 2_000, 4_000, 30_000]);
  });
});
