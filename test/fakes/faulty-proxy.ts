import { createServer, type IncomingMessage, request as ask, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { splitFrames } from './split-frames.js';

/** What happens to requests that are struck. `fail-before`: 500 and the server never hears of it; `fail-after`: 500 although it did it; `hang`: no answer; `cut-after`: the connection ends in place of the answer. */
export type RequestFault = 'fail-before' | 'fail-after' | 'hang' | 'cut-after';
/** What happens to struck messages of the server's sockets. */
export type MessageFault = 'drop' | 'delay' | 'double';

export interface ProxyFaults {
  requests?: RequestFault;
  messages?: MessageFault;
  /** Whether the next request or message is struck; default every one. */
  strikes?: () => boolean;
  /** For `delay`. */
  delayMs?: number;
}

/** A network between a program and one server: HTTP and WebSocket on a port of its own, with the faults of the moment. */
export class FaultyProxy {
  private faults: ProxyFaults = {};
  private isGone = false;
  private readonly connections = new Set<Socket>();

  private constructor(private readonly http: Server, private readonly target: () => number) {}

  /** `target`: port on 127.0.0.1, asked anew for each connection. */
  static async start(target: () => number): Promise<FaultyProxy> {
    const http = createServer();
    const proxy = new FaultyProxy(http, target);
    http.on('connection', (connection: Socket) => proxy.welcome(connection));
    http.on('request', (request: IncomingMessage, response: ServerResponse) => proxy.pass(request, response));
    http.on('upgrade', (request: IncomingMessage, client: Duplex, head: Buffer) => proxy.upgrade(request, client, head));
    await new Promise<void>((resolve, reject) => http.once('error', reject).listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get url(): string {
    // A server that listens on a port has an AddressInfo.
    return `http://127.0.0.1:${(this.http.address() as AddressInfo).port}`;
  }

  /** From now on; an empty object heals. */
  set(faults: ProxyFaults): void {
    this.faults = faults;
  }

  /** Ends every connection there is, without a word. */
  cut(): void {
    for (const connection of this.connections) connection.destroy();
  }

  /** Ends every connection, now and until it is back. */
  setGone(isGone: boolean): void {
    this.isGone = isGone;
    if (isGone) this.cut();
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise<void>((resolve) => this.http.close(() => resolve()));
  }

  private welcome(connection: Socket): void {
    if (this.isGone) return void connection.destroy();
    this.connections.add(connection);
    // What breaks here is broken on purpose; both ends notice by themselves.
    connection.on('error', () => connection.destroy());
    connection.on('close', () => this.connections.delete(connection));
  }

  private pass(request: IncomingMessage, response: ServerResponse): void {
    const fault = this.faults.requests !== undefined && this.isStruck() ? this.faults.requests : undefined;
    if (fault === 'fail-before') return refuse(request, response);
    const onward = ask({ host: '127.0.0.1', port: this.target(), method: request.method, path: request.url, headers: request.headers, agent: false });
    onward.on('error', () => response.destroy());
    onward.on('response', (answer) => {
      if (fault === undefined) return void answer.pipe(response.writeHead(answer.statusCode ?? 500, answer.headers)).on('error', () => answer.destroy());
      answer.resume();
      if (fault === 'fail-after') refuse(request, response);
      if (fault === 'cut-after') response.destroy();
    });
    response.on('close', () => onward.destroy());
    request.pipe(onward);
  }

  private upgrade(request: IncomingMessage, client: Duplex, head: Buffer): void {
    const server = connect(this.target(), '127.0.0.1');
    const end = (): void => void [client.destroy(), server.destroy()];
    for (const stream of [client, server]) stream.on('error', end).on('close', end);
    server.write(openingOf(request));
    server.write(head);
    client.pipe(server);
    server.on('data', splitFrames((bytes, isMessage) => this.deliver(bytes, isMessage, client)));
  }

  private deliver(bytes: Buffer, isMessage: boolean, client: Duplex): void {
    const send = (): void => void (client.writable && client.write(bytes));
    const { messages, delayMs = 500 } = this.faults;
    if (!isMessage || messages === undefined || !this.isStruck()) return send();
    if (messages === 'delay') setTimeout(send, delayMs).unref();
    if (messages === 'double') [send, send].forEach((again) => again());
  }

  private isStruck(): boolean {
    return this.faults.strikes?.() ?? true;
  }
}

function refuse(request: IncomingMessage, response: ServerResponse): void {
  request.resume();
  response.writeHead(500, { 'content-type': 'text/plain' }).end('500 Internal Server Error\n\nServer got itself in trouble');
}

/** The request as it came, without compression: frames that depend on earlier ones could not be dropped one by one. */
function openingOf({ url, rawHeaders }: IncomingMessage): string {
  const pairs = rawHeaders.flatMap((name, place) => (place % 2 === 0 && !/^sec-websocket-extensions$/i.test(name) ? [`${name}: ${rawHeaders[place + 1] ?? ''}\r\n`] : []));
  return `GET ${url ?? '/'} HTTP/1.1\r\n${pairs.join('')}\r\n`;
}
