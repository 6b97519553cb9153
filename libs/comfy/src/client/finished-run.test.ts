import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseExactJson, type Json } from '../protocol/exact-json.js';
import { historyAnswer } from '../protocol/history-answer.js';
import { describeRunError, readFinishedRun, readRunError, type FinishedRun } from './finished-run.js';

interface Step { kind: string; text?: string; request?: { path: string }; response?: { json?: Json; text?: string } }

/** The runs of a recording with the note that came before each. */
function runsOf(scenario: string): { note: string; run: FinishedRun }[] {
  // Our own recording: its shape is known.
  const { steps } = parseExactJson(readFileSync(new URL(`../../../../test/recorded/comfyui/0.33.0/${scenario}.json`, import.meta.url), 'utf8')) as unknown as { steps: Step[] };
  let note = '';
  return steps.flatMap((step) => {
    if (step.kind === 'note') note = step.text ?? '';
    if (!/^\/history\/[^/?]+$/.test(step.request?.path ?? '')) return [];
    const body = step.response?.text === undefined ? step.response?.json : parseExactJson(step.response.text, { allowNaN: true });
    return Object.entries(historyAnswer.parse(body)).map(([promptId, entry]) => ({ note, run: readFinishedRun(promptId, entry) }));
  });
}

const runAfter = (scenario: string, note: string) => runsOf(scenario).find((found) => found.note.startsWith(note))?.run;

describe('a recorded run', () => {
  it('gives its file, its prompt as executed and its times', () => {
    const run = runsOf('run-image')[0]?.run;

    expect(run).toMatchObject({ status: 'success', cachedNodes: [], outputs: [{ nodeId: '4', key: 'images', index: 0, filename: 'img_00001_.png', subfolder: 'rec', type: 'output', isCached: false }] });
    expect(run?.executedPrompt['4']).toEqual({ class_type: 'SaveImage', inputs: { images: ['3', 0], filename_prefix: 'rec/img' }, _meta: { title: 'Save' } });
    expect((run?.times.endedAtMs ?? 0) - (run?.times.startedAtMs ?? 0)).toBeGreaterThanOrEqual(0);
  });

  it('marks the old file of a fully cached run as cached', () => {
    const cached = runsOf('run-cached').map(({ run }) => run).filter((run) => run.outputs.some((file) => file.isCached));

    expect(cached.length).toBeGreaterThan(0);
    for (const run of cached) for (const file of run.outputs) if (file.isCached) expect(run.cachedNodes).toContain(file.nodeId);
  });

  it('counts a cached file as the asking node\'s, though the server names the node of the earlier prompt', () => {
    expect(runAfter('run-cached', 'other node ids, the same graph')?.outputs.map((file) => file.nodeId)).toEqual(['n4']);
  });

  it('counts the pictures of a batch from 0', () => {
    const batch = runsOf('run-outputs').map(({ run }) => run).find((run) => run.outputs.length >= 3);

    expect(batch?.outputs.slice(0, 3).map((file) => file.index)).toEqual([0, 1, 2]);
  });

  it('keeps texts and other values as text', () => {
    expect(runAfter('node-kinds', 'text and other values')?.texts).toEqual([
      { nodeId: 't', key: 'text', index: 0, text: 'grüße\nline two' },
      { nodeId: 't', key: 'text', index: 1, text: 'GRÜSSE\nLINE TWO' },
      { nodeId: 't', key: 'numbers', index: 0, text: '1' },
      { nodeId: 't', key: 'numbers', index: 1, text: '2.5' },
      { nodeId: 't', key: 'numbers', index: 2, text: 'true' },
      { nodeId: 't', key: 'numbers', index: 3, text: 'null' },
    ]);
  });

  it('counts the file of a node that became a graph as that node\'s', () => {
    expect(runAfter('node-kinds', 'a node that becomes a graph, as the only output')?.outputs.map((file) => file.nodeId)).toEqual(['x']);
  });

  it('is interrupted, not failed, when somebody stopped it', () => {
    const statuses = runsOf('interrupt').map(({ run }) => run.status);

    expect(statuses).toContain('interrupted');
    expect(statuses).not.toContain('error');
  });

  it('names the node and the exception of a failure', () => {
    const run = runsOf('execution-error')[0]?.run;

    expect(run?.status).toBe('error');
    expect(run?.error && describeRunError(run.error)).toBe("node 3 KSampler: TypeError: 'BrownianTree' object is not callable");
    expect(run?.error?.traceback.length).toBeGreaterThan(3);
  });
});

it.each([
  ['torch.OutOfMemoryError', 'Allocation on device 0 would exceed allowed memory. (out of memory)', true],
  ['RuntimeError', 'CUDA error: out of memory\n', true],
  ['torch.cuda.OutOfMemoryError', '', true],
  ['RuntimeError', 'the size of tensor a must match', false],
])('knows whether %s "%s" is a lack of memory: %s', (type, message, expected) => {
  expect(readRunError({ exception_type: type, exception_message: message }).isOutOfMemory).toBe(expected);
});

it('finds the recorded lacks of memory', () => {
  const lacking = runsOf('node-kinds').filter(({ run }) => run.error?.isOutOfMemory).map(({ note }) => note);

  expect(lacking).toEqual(['throws: oom', 'throws: runtime_oom']);
});

it('tells of an error without a message', () => {
  expect(describeRunError(readRunError({ node_id: '3', node_type: 'KSampler', exception_message: '\n' }))).toBe('node 3 KSampler: an error without a message');
});
