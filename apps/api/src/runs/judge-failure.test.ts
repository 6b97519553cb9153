import { UnknownInputError } from '@gridscope/comfy';
import { PromptLostError, PromptRefusedError, RunFailedError, RunInterruptedError, ServerAnswerError, ServerUnreachableError } from '@gridscope/comfy/client';
import { describe, expect, it } from 'vitest';
import { ContradictionError, NothingDrawnError } from '../generators/generator.js';
import { StoreFullError } from '../images/image-store.js';
import { BrokenPictureError } from '../images/images.service.js';
import { ClaimLostError, RunLostError, RunStoppedError } from './abort-reason.js';
import { type FailureContext, judgeFailure, type LostAttempt, lostAttemptsLimit, patientLimit, restMs } from './judge-failure.js';

const GiB = 1024 ** 3;
const url = 'http://127.0.0.1:8188';
const small = { id: 'a', name: 'small', isReady: true, memoryTotalBytes: 8 * GiB };
const large = { id: 'b', name: 'large', isReady: true, memoryTotalBytes: 24 * GiB };
const calm: FailureContext = { isPaid: false, isDrawing: false, server: small, others: [large], lost: [], random: 0.5 };
const drawing = { ...calm, isDrawing: true };
const run = (isOutOfMemory: boolean) => new RunFailedError(url, {
  promptId: 'p', status: 'error', outputs: [], texts: [], executedPrompt: {}, cachedNodes: [], times: {},
  error: { nodeId: '3', nodeType: 'KSampler', exceptionType: 'E', exceptionMessage: 'm', traceback: [], isOutOfMemory, raw: {} },
}, 'node 3 KSampler: m');
const unreachable = new ServerUnreachableError(url, 'GET /history', new Error('refused'));
const lost = (failure: LostAttempt['failure'], server = small): LostAttempt => ({ serverId: server.id, serverName: server.name, failure });

describe('judgeFailure', () => {
  it.each([
    ['a server that cannot be reached', unreachable, calm, 'again', 'connection'],
    ['a server that went away while it drew', unreachable, drawing, 'again', 'server-gone'],
    ['a prompt that waited at a server that forgot it', new PromptLostError(url, 'p'), calm, 'again', 'connection'],
    ['a prompt that ran at a server that forgot it', new PromptLostError(url, 'p'), drawing, 'again', 'server-gone'],
    ['a server that answers with an error', new ServerAnswerError(url, 'POST /prompt', 500, ''), drawing, 'again', 'connection'],
    ['a run that somebody else interrupted', new RunInterruptedError(url, 'p'), drawing, 'again', 'stopped'],
    ['a server that runs nothing', new RunLostError('stuck', 'studio runs nothing'), calm, 'again', 'stuck'],
    ['a picture that broke on its way', new BrokenPictureError(), calm, 'again', 'failed'],
    ['a full disk', new StoreFullError('/data'), calm, 'pause', 'disk-full'],
    ['a disk that the database found full', Object.assign(new Error('write'), { code: 'ENOSPC' }), calm, 'pause', 'disk-full'],
    ['a node that raised an error', run(false), calm, 'fail', 'failed'],
    ['a workflow that was refused', new PromptRefusedError(url, { nodeErrors: {}, sentence: 'node 3 has no seed' }), calm, 'fail', 'refused'],
    ['a picture that contradicts its label', new ContradictionError('the server', [{ message: 'seed 1, ran with 2' }]), calm, 'fail', 'contradiction'],
    ['a success without outputs', new NothingDrawnError('studio', ['node 9 SaveImage']), calm, 'fail', 'failed'],
    ['a parameter that nobody reads', new UnknownInputError('3.sed', 'node 3 has no input "sed"'), calm, 'fail', 'refused'],
  ])('sends %s to its verdict', (_, error, context, next, failure) => {
    expect(judgeFailure(error, context)).toMatchObject({ next, failure });
  });

  it.each([['a run that a person stopped', new RunStoppedError()], ['a run that another worker has', new ClaimLostError()]])('writes nothing of %s', (_, error) => {
    expect(judgeFailure(error, calm)).toEqual({ next: 'nothing' });
  });

  it('gives up after so many troubles of one kind on the way, and says how many', () => {
    const broken = (times: number) => judgeFailure(new BrokenPictureError(), { ...calm, lost: Array.from({ length: times }, () => lost('failed')) });

    expect(broken(lostAttemptsLimit - 2).next).toBe('again');
    expect(broken(lostAttemptsLimit - 1)).toMatchObject({ next: 'fail', reason: expect.stringContaining(`tried ${lostAttemptsLimit} times`) });
  });

  it('never gives up over a connection, but over a server that keeps answering with errors', () => {
    const before = Array.from({ length: patientLimit }, () => lost('connection'));

    expect(judgeFailure(unreachable, { ...calm, lost: before }).next).toBe('again');
    expect(judgeFailure(new ServerAnswerError(url, 'POST /prompt', 500, ''), { ...calm, lost: before }).next).toBe('fail');
  });

  it('never repeats a call that costs money by itself', () => {
    expect(judgeFailure(unreachable, { ...calm, isPaid: true })).toMatchObject({ next: 'fail', reason: expect.stringContaining('costs money') });
    expect(judgeFailure(run(true), { ...calm, isPaid: true }).next).toBe('fail');
  });

  it('marks what nobody foresaw as a fault of ours', () => {
    expect(judgeFailure(new TypeError('x is not a function'), calm)).toMatchObject({ next: 'fail', isFault: true });
    expect(judgeFailure(run(false), calm)).not.toHaveProperty('isFault');
  });

  it.each<[string, LostAttempt['failure']]>([
    ['a server ran nothing', 'stuck'],
    ['a person stopped it', null],
  ])('does not count against a cell that %s', (_, failure) => {
    const verdict = judgeFailure(unreachable, { ...calm, lost: [lost(failure), lost(failure)] });

    expect(verdict).toMatchObject({ next: 'again', restMs: 500 });
  });
});

describe('a cell for which memory was too small', () => {
  it.each<[string, Partial<FailureContext>, string]>([
    ['is tried on a server with more', {}, 'again'],
    ['fails where no other can draw it', { others: [] }, 'fail'],
    ['fails where the others have no more', { others: [{ ...large, memoryTotalBytes: 8 * GiB }] }, 'fail'],
    ['fails where the larger one is away', { others: [{ ...large, isReady: false }] }, 'fail'],
    ['fails where nobody says how much there is', { others: [{ ...large, memoryTotalBytes: undefined }] }, 'fail'],
    ['fails the second time', { server: large, others: [{ ...large, id: 'c', memoryTotalBytes: 80 * GiB }], lost: [lost('out-of-memory')] }, 'fail'],
  ])('%s', (_, context, next) => {
    expect(judgeFailure(run(true), { ...calm, ...context })).toMatchObject({ next, failure: 'out-of-memory' });
  });
});

describe('a cell that was there when servers went away', () => {
  it.each<[string, LostAttempt[], Partial<FailureContext>, string]>([
    ['twice is drawn again', [lost('server-gone', large)], {}, 'again'],
    ['three times on two servers is left alone', [lost('server-gone', large), lost('connection'), lost('server-gone')], {}, 'fail'],
    ['three times on one of two servers is tried on the other', [lost('server-gone'), lost('server-gone')], {}, 'again'],
    ['three times on the only server is left alone', [lost('server-gone'), lost('server-gone')], { others: [] }, 'fail'],
    ['and only waited is not blamed', [lost('connection', large), lost('connection')], { isDrawing: false }, 'again'],
  ])('%s', (_, before, context, next) => {
    expect(judgeFailure(unreachable, { ...drawing, lost: before, ...context }).next).toBe(next);
  });

  it('is named with the servers', () => {
    const verdict = judgeFailure(unreachable, { ...drawing, lost: [lost('server-gone', large), lost('server-gone')] });

    expect(verdict).toMatchObject({ reason: expect.stringMatching(/The cell was there when large and small went away, 3 times; it is not tried again by itself\.$/) });
  });
});

describe('restMs', () => {
  it('doubles with every lost attempt up to half a minute', () => {
    expect([0, 1, 2, 3, 10].map((before) => restMs(before, 0.5))).toEqual([500, 1_000, 2_000, 4_000, 30_000]);
  });

  it('is a quarter less or more by chance', () => {
    expect([restMs(1, 0), restMs(1, 1)]).toEqual([750, 1_250]);
  });
});
