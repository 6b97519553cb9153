import { type ServerView, endpoints } from '@gridscope/contract';
import type { Connection } from './connection.js';
import { type ExitCode, exitCode } from './exit-code.js';
import type { Words } from './words.js';

/** `gridscope servers`: lists the servers and how they are; with a URL, adds one. */
export async function serversCommand(connection: Connection, options: { add?: string }, words: Words): Promise<ExitCode> {
  const { api } = connection;
  if (options.add !== undefined) await api.request(endpoints.addServer, { body: { url: options.add } });
  const { items, found } = await api.request(endpoints.listServers, {});
  for (const server of items) {
    words.say(`${server.state === 'ready' ? '●' : '○'} ${server.name}  ${server.url}  ${about(server)}`);
    words.tell({ type: 'server', ...server });
  }
  for (const server of found) words.say(`  There is also a ComfyUI ${server.version} at ${server.url}: gridscope servers --add ${server.url}`);
  return exitCode.done;
}

function about(server: ServerView): string {
  if (server.state !== 'ready') return server.reason ?? 'has not answered yet';
  const device = server.devices[0]?.name;
  return [server.version === undefined ? undefined : `ComfyUI ${server.version}`, device, `${server.queueRemaining ?? 0} in its queue`].filter((part) => part !== undefined).join(' · ');
}
