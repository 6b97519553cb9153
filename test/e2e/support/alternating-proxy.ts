import { createServer, request as ask, type IncomingMessage, type RequestOptions } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

export interface Proxy {
  url: string;
  close(): Promise<void>;
}

/** A proxy that gives every request to the next of several programs, and keeps nobody at one of them. */
export async function startAlternatingProxy(programUrls: readonly string[]): Promise<Proxy> {
  const open = new Set<Socket>();
  let asked = 0;
  const next = ({ method, url, headers }: IncomingMessage): RequestOptions => {
    const { hostname, port } = new URL(programUrls[asked++ % programUrls.length] ?? '');
    return { hostname, port, method, path: url, headers };
  };
  const server = createServer((request, response) => {
    const asking = ask(next(request), (answer) => answer.pipe(response.writeHead(answer.statusCode ?? 502, answer.headers)));
    asking.on('error', () => response.destroy());
    request.pipe(asking);
  });
  server.on('upgrade', (request, socket: Socket) => {
    const asking = ask(next(request));
    asking.on('upgrade', (answer, other) => {
      socket.write(`HTTP/1.1 101 Switching Protocols\r\n${Object.entries(answer.headers).map(([name, value]) => `${name}: ${String(value)}\r\n`).join('')}\r\n`);
      other.pipe(socket).pipe(other);
      for (const [one, another] of [[socket, other], [other, socket]] as const) one.on('error', () => another.destroy()).on('close', () => another.destroy());
    });
    asking.on('response', () => socket.destroy()).on('error', () => socket.destroy());
    asking.end();
  });
  server.on('connection', (socket) => open.add(socket.on('close', () => open.delete(socket))));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // It listens on a port, not on a pipe.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of open) socket.destroy();
    }),
  };
}
