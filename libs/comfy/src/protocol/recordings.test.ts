import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readBinaryFrame } from './binary-frame.js';
import { parseExactJson, type Json } from './exact-json.js';
import { historyAnswer } from './history-answer.js';
import { cancelAnswer, job, jobList, jobRefusal } from './job-answer.js';
import { catalogue } from './node-spec.js';
import { promptAccepted, promptInfo, promptRefused } from './prompt-answer.js';
import { queueAnswer } from './queue-answer.js';
import { features, modelFiles, names, systemStats, uploadAnswer } from './server-answer.js';
import { readSocketMessage } from './socket-message.js';

const folder = new URL('../../../../test/recorded/comfyui/0.33.0/', import.meta.url);

const httpStep = z.object({
  kind: z.literal('http'),
  request: z.object({ method: z.string(), path: z.string() }),
  response: z.object({ status: z.number(), headers: z.record(z.string(), z.string()), json: z.custom<Json>().optional(), text: z.string().optional(), bytes: z.number().optional() }),
});
const messageStep = z.object({ kind: z.literal('ws'), direction: z.literal('in'), json: z.custom<Json>().optional(), text: z.string().optional() });
const frameStep = z.object({ kind: z.literal('ws'), binary: z.object({ event: z.number(), base64: z.string(), format: z.number().optional(), node: z.string().optional(), text: z.string().optional(), metadata: z.record(z.string(), z.unknown()).optional(), image: z.object({ from: z.number() }).optional() }) });
const recording = z.object({ steps: z.array(z.looseObject({ kind: z.string() })) });

const id = '[^/?]+';
/** Every route we use, with the answer it gives at each status. */
const jsonRoutes: [method: string, path: RegExp, status: number, schema: z.ZodType][] = [
  ['POST', /^\/prompt$/, 200, promptAccepted],
  ['POST', /^\/prompt$/, 400, promptRefused],
  ['GET', /^\/prompt$/, 200, promptInfo],
  ['GET', /^\/queue$/, 200, queueAnswer],
  ['GET', /^\/history$/, 200, historyAnswer],
  ['GET', new RegExp(`^/history/${id}$`), 200, historyAnswer],
  ['GET', /^\/jobs$/, 200, jobList],
  ['GET', /^\/jobs$/, 400, jobRefusal],
  ['GET', new RegExp(`^/jobs/${id}$`), 200, job],
  ['GET', new RegExp(`^/jobs/${id}$`), 404, jobRefusal],
  ['POST', new RegExp(`^/jobs/${id}/cancel$`), 200, cancelAnswer],
  ['POST', /^\/jobs\/cancel$/, 200, cancelAnswer],
  ['POST', /^\/jobs\/cancel$/, 400, jobRefusal],
  ['GET', new RegExp(`^/object_info(/${id})?$`), 200, catalogue],
  ['GET', /^\/system_stats$/, 200, systemStats],
  ['GET', /^\/features$/, 200, features],
  ['GET', /^\/(models|embeddings|extensions)$/, 200, names],
  ['GET', new RegExp(`^/models/${id}$`), 200, names],
  ['GET', new RegExp(`^/experiment/models/${id}$`), 200, modelFiles],
  ['POST', /^\/upload\/(image|mask)$/, 200, uploadAnswer],
];

/** What ComfyUI's own page uses and we do not. */
const unusedRoutes = /^\/(assets|i18n|settings|users|workflow_templates|userdata)$/;

const scenarios = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => ({ name, parsed: recording.safeParse(parseExactJson(readFileSync(new URL(name, folder), 'utf8'))) }))
  .flatMap(({ name, parsed }) => (parsed.success ? [{ name, steps: parsed.data.steps }] : []));

const stepsOf = <T extends z.ZodType>(schema: T) => scenarios.flatMap(({ name, steps }) => steps.flatMap((step, index) => {
  const parsed = schema.safeParse(step);
  return parsed.success ? [{ where: `${name} step ${index}`, step: parsed.data }] : [];
}));

describe('answers over HTTP', () => {
  const answers = stepsOf(httpStep).filter(({ step }) => step.response.json !== undefined || isJsonText(step.response));

  it('come in hundreds', () => {
    expect(answers.length).toBeGreaterThan(500);
  });

  it('have a schema for every route and status that was recorded', () => {
    const uncovered = answers.filter(({ step }) => !unusedRoutes.test(pathOf(step)) && routeOf(step) === undefined);

    expect(uncovered.map(({ where, step }) => `${where}: ${step.request.method} ${step.request.path} ${step.response.status}`)).toEqual([]);
  });

  it('parse, every one', () => {
    const failures = answers.flatMap(({ where, step }) => {
      const error = routeOf(step)?.[3].safeParse(bodyOf(step)).error;
      return error === undefined ? [] : [`${where}: ${step.request.path}: ${z.prettifyError(error)}`];
    });

    expect(failures).toEqual([]);
  });

  it('use every schema of the table at least once', () => {
    const used = new Set(answers.map(({ step }) => routeOf(step)));

    expect(jsonRoutes.filter((route) => !used.has(route)).map(([method, path]) => `${method} ${path}`)).toEqual([]);
  });

  it('keep big seeds and NaN of a history', () => {
    const seeds = answers.filter(({ where, step }) => where.startsWith('big-numbers') && pathOf(step).startsWith('/history/'))
      .flatMap(({ step }) => Object.values(historyAnswer.parse(bodyOf(step))))
      .map((entry) => ({ seed: entry.prompt.workflow['3']?.inputs.seed, cfg: entry.prompt.workflow['3']?.inputs.cfg }));

    expect(seeds).toContainEqual({ seed: 18446744073709551615n, cfg: 4 });
    expect(seeds).toContainEqual({ seed: 9007199254740993n, cfg: 4 });
    expect(seeds).toContainEqual({ seed: 9, cfg: NaN });
  });
});

describe('messages of the socket', () => {
  const messages = stepsOf(messageStep).flatMap(({ where, step }) => (step.json === undefined && step.text === undefined ? [] : [{ where, text: step.text ?? JSON.stringify(step.json) }]));

  it('come in thousands', () => {
    expect(messages.length).toBeGreaterThan(3000);
  });

  it('parse, every one', () => {
    expect(messages.filter(({ text }) => readSocketMessage(text) === undefined)).toEqual([]);
  });

  it.each([
    ['no JSON', 'ping'],
    ['a type of some custom node', '{"type":"impact-node-feedback","data":{}}'],
    ['a known type without its data', '{"type":"progress","data":null}'],
  ])('are nothing to us when they are %s', (_, text) => {
    expect(readSocketMessage(text)).toBeUndefined();
  });
});

describe('binary frames', () => {
  const frames = stepsOf(frameStep);

  it('come in all three kinds', () => {
    expect(new Set(frames.map(({ step }) => step.binary.event))).toEqual(new Set([1, 3, 4]));
  });

  it('come apart as recorded', () => {
    for (const { where, step: { binary } } of frames) {
      const bytes = Buffer.from(binary.base64, 'base64');
      const frame = readBinaryFrame(bytes);
      if (binary.event === 3) expect(frame, where).toEqual({ kind: 'text', nodeId: binary.node, text: binary.text });
      if (binary.event === 1) expect(frame, where).toEqual({ kind: 'preview', contentType: 'image/jpeg', bytes: bytes.subarray(binary.image?.from) });
      if (binary.event === 4) expect(frame, where).toEqual({ kind: 'preview', contentType: binary.metadata?.image_type, promptId: binary.metadata?.prompt_id, nodeId: binary.metadata?.display_node_id, bytes: bytes.subarray(binary.image?.from) });
    }
  });

  it.each([
    ['nothing', []],
    ['an unknown event', [0, 0, 0, 9, 1, 2]],
    ['a preview without a format', [0, 0, 0, 1]],
    ['a text shorter than its node id', [0, 0, 0, 3, 0, 0, 0, 9, 65]],
    ['metadata that is no JSON', [0, 0, 0, 4, 0, 0, 0, 1, 65]],
  ])('are "other" for %s', (_, bytes) => {
    expect(readBinaryFrame(Uint8Array.from(bytes)).kind).toBe('other');
  });
});

describe('the catalogue', () => {
  const whole = catalogue.parse(parseExactJson(gunzipSync(readFileSync(new URL('object_info.json.gz', folder))).toString('utf8')));

  it('has all 886 classes, and no input that could not be read', () => {
    const unread = Object.entries(whole).filter(([, spec]) => Object.values({ ...spec.input.required, ...spec.input.optional }).some(([type, options]) => type === '*' && options === undefined));

    expect(Object.keys(whole)).toHaveLength(886);
    expect(unread.map(([name]) => name)).toEqual([]);
  });

  it('keeps the largest seed exact', () => {
    expect(whole.KSampler?.input.required.seed?.[1]?.max).toBe(18446744073709551615n);
  });

  it('reads choices of both forms', () => {
    expect(whole.KSampler?.input.required.scheduler?.[0]).toContain('karras');
    expect(whole.SaveImageAdvanced?.output_node).toBe(true);
  });
});

function isJsonText(response: z.infer<typeof httpStep>['response']): boolean {
  return response.text !== undefined && response.text !== '' && (response.headers['content-type'] ?? '').startsWith('application/json');
}

function bodyOf(step: z.infer<typeof httpStep>): Json | undefined {
  return step.response.text === undefined ? step.response.json : parseExactJson(step.response.text, { allowNaN: true });
}

/** The path without `/api` and query: both forms answer alike. */
function pathOf(step: z.infer<typeof httpStep>): string {
  return step.request.path.replace(/\?.*$/, '').replace(/^\/api(?=\/)/, '');
}

function routeOf(step: z.infer<typeof httpStep>) {
  return jsonRoutes.find(([method, path, status]) => method === step.request.method && status === step.response.status && path.test(pathOf(step)));
}
