import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { parse, stringify } from 'lossless-json';
import { WebSocket, WebSocketServer } from 'ws';

/** An answer of the script. `hang`: never; `cut`: the connection is closed in the middle. */
export interface ScriptedAnswer { status?: number; json?: unknown; text?: string; bytes?: Uint8Array; contentType?: string; location?: string; hang?: true; cut?: true }

export interface SeenRequest { method: string; path: string; query: URLSearchParams; headers: IncomingMessage['headers']; text: string; /** Numbers as lossless numbers. */ json: unknown }

interface Prompt { id: string; number: number; workflow: unknown; extraData: unknown; outputs: string[] }

type Script = (request: SeenRequest) => ScriptedAnswer | undefined;

export interface ScriptedComfyServerOptions {
  /** 0: any free one. */
  port?: number;
  /** `/comfy`: everything else is 404. */
  prefix?: string;
  /** What `/system_stats` says; undefined leaves it out. */
  version?: string | undefined;
  /** Headers without which everything, the socket included, is 401. */
  requiredHeaders?: Record<string, string>;
}

/**
 * A ComfyUI server that does what a test tells it, step by step: it accepts prompts and keeps queue and history as ComfyUI does,
 * but runs, finishes and says only what it is told. Any route can be given another answer with `script`.
 */
export class ScriptedComfyServer {
  readonly requests: SeenRequest[] = [];
  running: Prompt[] = [];
  pending: Prompt[] = [];
  readonly history = new Map<string, unknown>();
  /** Sockets that are open, oldest first. */
  readonly sockets: { clientId: string; socket: WebSocket; headers: IncomingMessage['headers']; heard: string[] }[] = [];
  /** How many sockets were opened, and the most that were open at one time. */
  socketsOpened = 0;
  mostSocketsOpen = 0;
  /** Refuse new sockets with this status. */
  refuseSockets: number | undefined;
  /** Sockets open no sooner than this resolves. */
  socketsMayOpen: Promise<void> = Promise.resolve();
  /** Prompts arrive no sooner than this resolves, though whoever sent them may have gone. */
  promptsMayArrive: Promise<void> = Promise.resolve();
  private counter = 0;
  /** Every connection, those that wait for their upgrade included, which `closeAllConnections` leaves. */
  private readonly connections = new Set<Socket>();
  private readonly scripts: { route: string; script: Script }[] = [];

  private constructor(private readonly options: ScriptedComfyServerOptions, private readonly http: Server, private readonly upgrades: WebSocketServer) {}

  static async start(options: ScriptedComfyServerOptions = {}): Promise<ScriptedComfyServer> {
    const http = createServer();
    const server = new ScriptedComfyServer({ version: '0.33.0', ...options }, http, new WebSocketServer({ noServer: true }));
    http.on('connection', (connection) => {
      server.connections.add(connection);
      connection.on('close', () => server.connections.delete(connection));
    });
    http.on('request', (request, response) => void server.handle(request, response));
    http.on('upgrade', (request, socket, head) => {
      const status = server.isAllowed(request.headers) ? server.refuseSockets : 401;
      if (status === undefined && server.pathOf(request) === '/ws') {
        return void server.socketsMayOpen.then(() => server.upgrades.handleUpgrade(request, socket, head, (opened) => server.welcome(opened, request)));
      }
      socket.end(`HTTP/1.1 ${status ?? 404} Refused\r\nConnection: close\r\n\r\n`);
    });
    await new Promise<void>((resolve, reject) => { http.once('error', reject); http.listen(options.port ?? 0, '127.0.0.1', resolve); });
    return server;
  }

  get port(): number {
    // A server that listens on a port has an AddressInfo.
    return (this.http.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}${this.options.prefix ?? ''}`;
  }

  /** Answers `METHOD /path` by the script; where that gives undefined, as always. The latest script is asked first. */
  script(route: string, script: Script | ScriptedAnswer): void {
    this.scripts.unshift({ route, script: typeof script === 'function' ? script : () => script });
  }

  /** The requests of a route, `POST /prompt`. */
  seen(route: string): SeenRequest[] {
    return this.requests.filter((request) => `${request.method} ${request.path}` === route);
  }

  /** Takes a prompt from the queue, without a word. */
  begin(promptId: string): void {
    const prompt = this.pending.find((item) => item.id === promptId);
    if (prompt === undefined) throw new Error(`${promptId} does not wait`);
    this.pending = this.pending.filter((item) => item !== prompt);
    this.running = [prompt];
  }

  /** Enters the running prompt into the history and takes it from the queue, without a word. */
  finish(promptId: string, { outputs = {}, messages = [], status = 'success', meta = {} }: { outputs?: unknown; messages?: [string, Record<string, unknown>][]; status?: 'success' | 'error'; meta?: unknown } = {}): void {
    const prompt = this.running.find((item) => item.id === promptId);
    if (prompt === undefined) throw new Error(`${promptId} does not run`);
    this.running = [];
    this.history.set(promptId, {
      prompt: [prompt.number, prompt.id, prompt.workflow, prompt.extraData, prompt.outputs],
      outputs,
      status: { status_str: status, completed: status === 'success', messages },
      meta,
    });
  }

  /** Puts a prompt of somebody else there. */
  addForeign(promptId: string, state: 'running' | 'pending'): void {
    const prompt = { id: promptId, number: this.counter++, workflow: {}, extraData: { client_id: 'somebody-else' }, outputs: [] };
    if (state === 'running') this.running = [prompt];
    else this.pending.push(prompt);
  }

  /** Says it to every socket. */
  say(type: string, data: unknown): void {
    for (const { socket } of this.sockets) socket.send(JSON.stringify({ type, data }));
  }

  sayFrame(bytes: Uint8Array): void {
    for (const { socket } of this.sockets) socket.send(bytes);
  }

  /** Cuts every socket as a broken network does. */
  cutSockets(): void {
    for (const { socket } of this.sockets) socket.terminate();
  }

  /** As a restart does it: queue, history and counter are gone. */
  forgetEverything(): void {
    this.running = [];
    this.pending = [];
    this.history.clear();
    this.counter = 0;
    this.cutSockets();
  }

  async stop(): Promise<void> {
    this.cutSockets();
    this.upgrades.close();
    for (const connection of this.connections) connection.destroy();
    await new Promise<void>((resolve) => { this.http.close(() => resolve()); });
  }

  private welcome(socket: WebSocket, request: IncomingMessage): void {
    const clientId = new URL(request.url ?? '/', 'http://any').searchParams.get('clientId') ?? '';
    const entry = { clientId, socket, headers: request.headers, heard: [] as string[] };
    this.sockets.push(entry);
    this.socketsOpened += 1;
    this.mostSocketsOpen = Math.max(this.mostSocketsOpen, this.sockets.length);
    socket.on('message', (data: Buffer) => entry.heard.push(data.toString('utf8')));
    socket.on('close', () => this.sockets.splice(this.sockets.indexOf(entry), 1));
    socket.send(JSON.stringify({ type: 'status', data: { status: { exec_info: { queue_remaining: this.running.length + this.pending.length } }, sid: clientId } }));
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString('latin1');
    const url = new URL(request.url ?? '/', 'http://any');
    const isJson = request.headers['content-type'] === 'application/json';
    const seen: SeenRequest = { method: request.method ?? '', path: this.pathOf(request) ?? '', query: url.searchParams, headers: request.headers, text, json: isJson ? parse(Buffer.from(text, 'latin1').toString('utf8')) : undefined };
    this.requests.push(seen);
    if (seen.method === 'POST' && seen.path === '/prompt') await this.promptsMayArrive;
    this.reply(response, this.answer(seen));
  }

  private answer(request: SeenRequest): ScriptedAnswer {
    if (!this.isAllowed(request.headers)) return { status: 401, text: 'no' };
    const route = `${request.method} ${request.path}`;
    for (const { route: scripted, script } of this.scripts) {
      const answer = scripted === route ? script(request) : undefined;
      if (answer !== undefined) return answer;
    }
    return this.byDefault(route, request) ?? { status: 404, text: '' };
  }

  private byDefault(route: string, { json, path }: SeenRequest): ScriptedAnswer | undefined {
    const historyId = /^\/history\/(.+)$/.exec(path)?.[1];
    if (historyId !== undefined) return { json: this.history.has(historyId) ? { [historyId]: this.history.get(historyId) } : {} };
    if (route === 'GET /system_stats') return { json: { system: { os: 'linux', ...(this.options.version === undefined ? {} : { comfyui_version: this.options.version }), argv: [] }, devices: [] } };
    if (route === 'GET /queue') return { json: { queue_running: this.running.map(queueItem), queue_pending: this.pending.map(queueItem) } };
    // The test's own clients sent these bodies: their shape is known.
    if (route === 'POST /prompt') return { json: this.accept(json as { prompt: unknown; prompt_id: string; extra_data?: unknown; client_id?: string }) };
    if (route === 'POST /queue') return this.remove(json as { delete?: string[] });
    if (route === 'POST /interrupt' || route === 'POST /free' || route === 'POST /history') return { text: '' };
    return undefined;
  }

  private accept({ prompt, prompt_id: id, extra_data: extraData, client_id: clientId }: { prompt: unknown; prompt_id: string; extra_data?: unknown; client_id?: string }): unknown {
    const number = this.counter++;
    this.pending.push({ id, number, workflow: prompt, extraData: { ...Object(extraData), client_id: clientId }, outputs: [] });
    return { prompt_id: id, number, node_errors: {} };
  }

  private remove({ delete: ids = [] }: { delete?: string[] }): ScriptedAnswer {
    this.pending = this.pending.filter((item) => !ids.includes(item.id));
    return { text: '' };
  }

  private reply(response: ServerResponse, answer: ScriptedAnswer): void {
    if (answer.hang) return;
    const body = answer.bytes ?? (answer.json === undefined ? (answer.text ?? '') : (stringify(answer.json) ?? ''));
    response.writeHead(answer.status ?? 200, { 'content-type': answer.contentType ?? (answer.json === undefined ? 'text/plain' : 'application/json; charset=utf-8'), ...(answer.location === undefined ? {} : { location: answer.location }) });
    if (!answer.cut) return void response.end(body);
    response.write(body);
    response.destroy();
  }

  private isAllowed(headers: IncomingMessage['headers']): boolean {
    return Object.entries(this.options.requiredHeaders ?? {}).every(([name, value]) => headers[name] === value);
  }

  private pathOf(request: IncomingMessage): string | undefined {
    const { pathname } = new URL(request.url ?? '/', 'http://any');
    const prefix = this.options.prefix ?? '';
    return pathname.startsWith(`${prefix}/`) ? pathname.slice(prefix.length) : undefined;
  }
}

function queueItem(prompt: Prompt): unknown {
  return [prompt.number, prompt.id, prompt.workflow, prompt.extraData, prompt.outputs];
}
