import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseExactJson } from '@gridscope/comfy';
import { compareAnswers } from './compare-answers.js';
import { compareMessages, isSolid } from './compare-messages.js';
import type { Difference } from './find-differences.js';
import { encodeForm, sendRequest, type RawAnswer } from './http-client.js';
import { Identity } from './identity.js';
import { isRecord } from './is-record.js';
import type { NormaliseOptions } from './normalise.js';
import type { Recording, RecordedRequest, RecordedResponse, Step, WaitUntil } from './recording.js';
import { SocketClient, type Heard } from './socket-client.js';
import { playFigures } from './play-figures.js';
import type { Target } from './target.js';

/** Where something came out differently. */
export interface Finding extends Difference { scenario: string; step: number; what: string }
export interface ReplayResult { findings: Finding[]; requestCount: number; messageCount: number; uncovered: Uncovered[] }

/** A step that nothing was compared for. */
export interface Uncovered { scenario: string; step: number; what: string }

/** What a server that is not ours lists beside what was asked of it here. */
const listsEverything = /^(\/api)?\/(history|api\/jobs|jobs)(\?|$)/;
const recordedHost = '127.0.0.1:8188';
const recordedDir = '/opt/ComfyUI';
/** How long something that was recorded may take to come before it counts as missing. */
const patienceMs = 10_000;
const pollMs = 5;
/** What a server may need to notice that a socket is closed. */
const farewellMs = 15;
/** A wait in which nothing is expected to come is cut short where the server is our own and fast. */
const longestIdleMs = 80;

/** Plays one scenario, step by step, and says what came out differently. */
export async function replay(recording: Recording, target: Target): Promise<ReplayResult> {
  const player = new Player(recording, target);
  return player.play();
}

class Player {
  private readonly identity = new Identity();
  private readonly sockets = new Map<string, SocketClient>();
  /** Everything that each socket heard and was recorded to hear. */
  private readonly expected = new Map<string, Heard[]>();
  private readonly heard = new Map<string, readonly Heard[]>();
  private readonly etags = new Map<string, string>();
  private readonly findings: Finding[] = [];
  private readonly uncovered: Uncovered[] = [];
  private readonly options: NormaliseOptions;
  private requestCount = 0;
  private messageCount = 0;
  private index = 0;

  constructor(private readonly recording: Recording, private readonly target: Target) {
    const asked = recording.steps.map((step) => (step.kind === 'http' ? step.request : step.kind === 'ws-open' ? step.path : undefined));
    this.options = { hidesCounters: !target.isOwn };
    if (!target.isOwn) this.identity.renew(JSON.stringify(asked));
  }

  async play(): Promise<ReplayResult> {
    try {
      for (const [index, step] of this.recording.steps.entries()) {
        this.index = index;
        await this.take(step);
      }
      await this.settle();
    } finally {
      for (const socket of this.sockets.values()) await socket.close(1006);
    }
    this.compareSockets();
    return { findings: this.findings, requestCount: this.requestCount, messageCount: this.messageCount, uncovered: this.uncovered };
  }

  private async take(step: Step): Promise<void> {
    switch (step.kind) {
      case 'http': return this.ask(step.request, step.response, step.error);
      case 'ws': return this.expectOrSend(step);
      case 'ws-open': return this.open(step);
      case 'ws-close': return this.close(step);
      case 'ws-pong': return this.expectPong(step);
      case 'wait': return 'ms' in step ? this.idle(step.ms) : this.until(step.until);
      case 'process': return this.target.stop?.();
      case 'note': return step.text === 'started again' ? this.target.restart?.() : undefined;
      default: return this.figure(step);
    }
  }

  private async figure(step: Step): Promise<void> {
    await this.settle();
    // What the sockets hear of these many runs was not recorded.
    for (const [name, heard] of this.heard) this.heard.set(name, [...heard]);
    const played = await playFigures(this.recording, this.target, step);
    if (played === undefined) {
      this.uncovered.push({ scenario: this.recording.scenario, step: this.index, what: step.kind });
      return;
    }
    this.requestCount += played.requestCount;
    this.report(step.kind, played.differences);
  }

  private async ask(request: RecordedRequest, expected: RecordedResponse | undefined, error: string | undefined): Promise<void> {
    await this.settle();
    this.learnFileName(request.path);
    this.requestCount += 1;
    const what = `${request.method} ${request.path}`;
    const answer = await this.send(request).catch((cause: unknown) => (cause instanceof Error ? cause : new Error(String(cause))));
    if (answer instanceof Error || expected === undefined) {
      const actual = answer instanceof Error && 'code' in answer ? String(answer.code) : 'an answer';
      if (actual !== error) this.report(what, [{ path: 'error', expected: error ?? 'an answer', actual }]);
      return;
    }
    this.learn(request, expected, answer);
    if (!this.target.isOwn && listsEverything.test(request.path)) return;
    this.report(what, compareAnswers(expected, answer, (text) => this.restore(text), this.options));
  }

  private async send(request: RecordedRequest): Promise<RawAnswer> {
    const form = request.form && encodeForm(request.form);
    const text = request.text ?? (request.json === undefined ? undefined : JSON.stringify(request.json));
    const body = form?.body ?? (text === undefined ? undefined : Buffer.from(this.identity.live(text), 'utf8'));
    const headers = Object.fromEntries(Object.entries(request.headers ?? {}).map(([name, value]) => [name, this.liveHeader(value)]));
    return sendRequest(this.target.baseUrl, {
      method: request.method,
      path: this.identity.live(request.path),
      headers: { ...(form && { 'content-type': form.contentType }), ...(request.json !== undefined && { 'content-type': 'application/json' }), ...headers },
      body,
    });
  }

  private liveHeader(value: string): string {
    const { host, port } = new URL(this.target.baseUrl);
    return (this.etags.get(value) ?? value).replaceAll(recordedHost, host).replaceAll('localhost:8188', `localhost:${port}`);
  }

  /** Ids and tags that the server chose. */
  private learn(request: RecordedRequest, expected: RecordedResponse, answer: RawAnswer): void {
    const [recordedTag, liveTag] = [expected.headers['etag'], answer.headers['etag']];
    if (recordedTag !== undefined && liveTag !== undefined) this.etags.set(recordedTag, liveTag);
    if (request.method !== 'POST' || !/\/prompt$/.test(request.path) || expected.status !== 200 || answer.status !== 200) return;
    const live = parseExactJson(answer.body.toString('utf8'));
    const recordedId = isRecord(expected.json) ? expected.json['prompt_id'] : undefined;
    const liveId = isRecord(live) ? live['prompt_id'] : undefined;
    if (typeof recordedId === 'string' && typeof liveId === 'string') this.identity.learn(recordedId, liveId);
  }

  /** The number or random letters of a file, found in what the same node of the same prompt announced. */
  private learnFileName(path: string): void {
    const recorded = new URL(path, 'http://any').searchParams.get('filename');
    if (recorded === null) return;
    for (const [name, messages] of this.expected) {
      const solid = messages.filter(isSolid).map(fileNamesIn);
      const at = solid.findIndex((files) => files.includes(recorded));
      const live = (this.heard.get(name) ?? []).filter(isSolid).map(fileNamesIn)[at]?.[solid[at]?.indexOf(recorded) ?? 0];
      if (live !== undefined) this.identity.learn(recorded, live);
    }
  }

  private restore(text: string): string {
    const restored = this.identity.recorded(text);
    const { dir } = this.target;
    return dir === undefined ? restored : restored.replaceAll(dir, recordedDir).replaceAll(dirname(dir), dirname(recordedDir));
  }

  private async expectOrSend(step: Extract<Step, { kind: 'ws' }>): Promise<void> {
    if (step.direction === 'out') return this.sockets.get(step.socket)?.send(this.identity.live(step.text));
    const list = this.expected.get(step.socket);
    list?.push('binary' in step ? { binary: step.binary } : { json: step.json });
  }

  private async open({ socket, path, headers, refused }: Extract<Step, { kind: 'ws-open' }>): Promise<void> {
    await this.settle();
    this.requestCount += 1;
    const url = this.target.baseUrl.replace(/^http/, 'ws') + this.identity.live(path);
    const live = Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name, this.liveHeader(value)]));
    const opened = await SocketClient.open(url, live);
    const status = opened instanceof SocketClient ? undefined : opened;
    if (status !== refused) this.report(`socket ${path}`, [{ path: 'refused', expected: String(refused), actual: String(status) }]);
    if (!(opened instanceof SocketClient)) return;
    this.sockets.set(socket, opened);
    this.expected.set(socket, []);
    this.heard.set(socket, opened.heard);
  }

  private async close({ socket, code }: Extract<Step, { kind: 'ws-close' }>): Promise<void> {
    await this.settle();
    await this.sockets.get(socket)?.close(code);
    this.sockets.delete(socket);
    await sleep(this.target.isOwn ? farewellMs : farewellMs * 10);
  }

  private async expectPong({ socket, text }: Extract<Step, { kind: 'ws-pong' }>): Promise<void> {
    const client = this.sockets.get(socket);
    client?.ping(text);
    const came = await poll(() => client?.hasPong(text) === true);
    if (!came) this.report('ping', [{ path: 'pong', expected: text, actual: 'nothing' }]);
  }

  /** Waits until every open socket has heard as many messages as it had by now, progress left aside. */
  private async settle(): Promise<void> {
    for (const [name, client] of this.sockets) {
      const wanted = (this.expected.get(name) ?? []).filter(isSolid).length;
      await poll(() => client.heard.filter(isSolid).length >= wanted, this.patience());
    }
  }

  /** Once something is missing, waiting long for it again and again helps nobody. */
  private patience(): number {
    return this.findings.length === 0 ? patienceMs : patienceMs / 10;
  }

  private async idle(ms: number): Promise<void> {
    await this.settle();
    await sleep(this.target.isOwn ? Math.min(ms, longestIdleMs) : ms);
  }

  private async until(until: WaitUntil): Promise<void> {
    const came = await poll(() => this.hasCome(until), patienceMs * 3);
    if (!came) this.report('wait', [{ path: 'until', expected: JSON.stringify(until), actual: 'it did not come' }]);
  }

  private async hasCome(until: WaitUntil): Promise<boolean> {
    if ('history' in until) return Object.keys(await this.read(`/history/${this.identity.live(until.history)}`)).length > 0;
    if ('queue_remaining' in until) return JSON.stringify(await this.read('/prompt')) === JSON.stringify({ exec_info: { queue_remaining: until.queue_remaining } });
    const promptId = this.identity.live(until.prompt_id);
    return (this.sockets.get(until.socket)?.heard ?? []).some((message) => {
      if (!('json' in message) || !isRecord(message.json) || message.json['type'] !== until.message) return false;
      const data = message.json['data'];
      return isRecord(data) && data['prompt_id'] === promptId && (until.node === undefined || data['node'] === until.node);
    });
  }

  private async read(path: string): Promise<Record<string, unknown>> {
    const { body } = await sendRequest(this.target.baseUrl, { method: 'GET', path, headers: {}, body: undefined });
    const answer = parseExactJson(body.toString('utf8'), { allowNaN: true });
    return isRecord(answer) ? answer : {};
  }

  private compareSockets(): void {
    for (const [name, expected] of this.expected) {
      const { comparedCount, differences } = compareMessages(expected, this.heard.get(name) ?? [], (text) => this.restore(text), this.options);
      this.messageCount += comparedCount;
      this.report(`socket "${name}"`, differences);
    }
  }

  private report(what: string, differences: readonly Difference[]): void {
    this.findings.push(...differences.map((difference) => ({ scenario: this.recording.scenario, step: this.index, what, ...difference })));
  }
}

async function poll(condition: () => boolean | Promise<boolean>, limitMs = patienceMs): Promise<boolean> {
  const deadline = Date.now() + limitMs;
  while (!(await condition())) {
    if (Date.now() > deadline) return false;
    await sleep(pollMs);
  }
  return true;
}

/** The files that an `executed` message names, in its order. */
function fileNamesIn(message: Heard): string[] {
  return [...JSON.stringify(message, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)).matchAll(/"filename":"([^"]+)"/g)].map(([, name = '']) => name);
}
