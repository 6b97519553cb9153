import { createServer, STATUS_CODES, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { EngineOptions } from '../execution/engine-options.js';
import type { EngineNode } from '../nodes/node.js';
import { isRefused } from './access-guard.js';
import { empty, notFound, send, serverTrouble, text, type Answer, type Ask } from './answer.js';
import { EngineCore } from './engine-core.js';
import { historyRoutes } from './history-routes.js';
import { engineTitle, infoRoutes } from './info-routes.js';
import { jobRoutes } from './job-routes.js';
import { promptRoutes } from './prompt-routes.js';
import { queueRoutes } from './queue-routes.js';
import { BodyTooLargeError, readBody } from './read-body.js';
import { RequestFaults } from './request-faults.js';
import { Router } from './router.js';
import { uploadRoutes } from './upload-routes.js';
import { userRoutes } from './user-routes.js';
import { viewRoutes } from './view-route.js';

/** What the static files of ComfyUI's page answer to; with them every path takes GET. */
const staticMethods = ['GET', 'HEAD'];

/** The engine's HTTP and sockets on one port. */
export class EngineServer {
  private readonly core: EngineCore;
  private readonly router: Router;
  private readonly faults: RequestFaults;
  private readonly http: Server;
  private readonly corsHeaders: Readonly<Record<string, string>>;

  constructor(private readonly options: EngineOptions, nodes: readonly EngineNode[]) {
    this.core = new EngineCore(options, nodes, () => this.crash());
    this.router = new Router([
      ...promptRoutes(this.core),
      ...queueRoutes(this.core),
      ...historyRoutes(this.core),
      ...viewRoutes(this.core),
      ...uploadRoutes(this.core),
      ...infoRoutes(this.core),
      ...jobRoutes(this.core),
      ...userRoutes(),
    ]);
    this.faults = new RequestFaults(this.core.faults);
    this.corsHeaders = corsHeaders(options.corsOrigin);
    this.http = createServer((request, response) => void this.serve(request, response));
    this.http.keepAliveTimeout = 75_000;
    this.http.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => this.upgrade(request, stream, head));
  }

  /** Throws where the port is taken. */
  async listen(port: number, host: string): Promise<number> {
    await new Promise<void>((resolve, reject) => this.http.once('error', reject).listen(port, host, resolve));
    // An address of a TCP server is never a string.
    return (this.http.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.http.close(() => resolve()));
    await this.core.close();
    this.http.closeAllConnections();
    await closed;
  }

  /** Gone without a word: every connection is cut and none is taken any more. */
  private crash(): void {
    this.http.close();
    this.core.sockets.cut();
    this.http.closeAllConnections();
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://engine');
    const method = request.method ?? 'GET';
    const fault = this.faults.of(`${method} ${url.pathname}`);
    if (fault === 'hang') return;
    const answer = fault === 'fail' ? serverTrouble : await this.answer(request, method, url);
    // What the handler did not want of the body is read away, so that the connection can go on.
    request.resume();
    send(response, { ...answer, headers: { ...answer.headers, ...this.corsHeaders } }, method);
  }

  private async answer(request: IncomingMessage, method: string, url: URL): Promise<Answer> {
    if (this.isRefused(request)) return empty(403);
    if (method === 'OPTIONS') return empty();
    try {
      return await this.handle(request, method, url);
    } catch (error) {
      return answerOfError(error);
    }
  }

  private async handle(request: IncomingMessage, method: string, url: URL): Promise<Answer> {
    const found = this.router.find(method, url.pathname);
    if (!('handler' in found)) return this.unrouted(method, url.pathname, found.allow);
    const ask: Ask = { request, method, path: url.pathname, query: url.searchParams, parameters: found.parameters, body: () => readBody(request, this.core.maxBodyBytes) };
    return found.handler(ask);
  }

  private unrouted(method: string, path: string, allow: readonly string[]): Answer {
    if (path === '/' && staticMethods.includes(method)) return text(engineTitle);
    if (staticMethods.includes(method)) return notFound;
    const methods = [...new Set([...staticMethods, ...allow])].sort().join(',');
    return { ...text(`405: ${STATUS_CODES[405] ?? ''}`, 405), headers: { 'content-type': 'text/plain; charset=utf-8', allow: methods } };
  }

  private upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    const url = new URL(request.url ?? '/', 'http://engine');
    const status = this.isRefused(request) ? 403 : ['/ws', '/api/ws'].includes(url.pathname) ? 101 : 404;
    if (status === 101) return this.core.sockets.accept(request, stream, head, url.searchParams.get('clientId') ?? '');
    stream.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
  }

  private isRefused({ headers }: IncomingMessage): boolean {
    return this.options.corsOrigin === undefined && isRefused(headers, this.core.features.refusesCrossSite);
  }
}

/** What aiohttp makes of what a handler raises: whatever it is, the client hears no more than that there was trouble. */
function answerOfError(error: unknown): Answer {
  return error instanceof BodyTooLargeError ? text(error.message, 413) : serverTrouble;
}

function corsHeaders(origin: string | undefined): Record<string, string> {
  if (origin === undefined) return {};
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-methods': 'POST, GET, DELETE, PUT, OPTIONS, PATCH',
    'access-control-allow-headers': 'Content-Type, Authorization',
    'access-control-allow-credentials': 'true',
  };
}
