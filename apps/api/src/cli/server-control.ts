import { ApiError, endpoints } from '@gridscope/contract';
import type { Connection } from './connection.js';
import { serverWords } from './control-words.js';
import { type ExitCode, exitCode } from './exit-code.js';
import { MistakeError } from './mistake.error.js';
import type { Words } from './words.js';

export type ServerWish = 'drainServer' | 'undrainServer' | 'interruptServer' | 'freeServer';

/** `gridscope drain`, `undrain`, `interrupt`, `free`: of the server of this name, or of every one. */
export async function serverCommand({ api }: Connection, { server, isAll }: { server?: string | undefined; isAll: boolean }, wish: ServerWish, words: Words): Promise<ExitCode> {
  if ((server === undefined) === !isAll) throw new MistakeError('Name a server, or say --all.');
  const { items } = await api.request(endpoints.listServers, {});
  const wanted = isAll ? items : items.filter((item) => item.id === server || item.name.toLowerCase() === server?.toLowerCase());
  if (wanted.length === 0) throw new MistakeError(isAll ? 'There is no server.' : `There is no server "${server}". There are: ${items.map((item) => item.name).join(', ')}.`);
  for (const { id, name } of wanted) {
    try {
      const changed = await api.request(endpoints[wish], { parameters: { serverId: id } });
      words.say(serverWords(changed));
      words.tell({ type: 'server', ...changed });
    } catch (error) {
      // One that has nothing to interrupt, or is away, does not stop the others.
      if (!isAll || !(error instanceof ApiError)) throw error;
      words.say(`${name}: ${error.message}`);
    }
  }
  return exitCode.done;
}
