import { mkdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { EngineOptions } from '../execution/engine-options.js';
import type { EngineNode } from '../nodes/node.js';
import { EngineServer } from './engine-server.js';

/** A running engine. */
export interface Engine {
  /** `http://127.0.0.1:<port>`. */
  url: string;
  port: number;
  /** Interrupts what runs, cuts connections and empties the temp folder. */
  close(): Promise<void>;
}

/** Starts an engine in this thread; resolves when it answers. Throws where the port is taken or a module has no nodes. */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  const host = options.host ?? '127.0.0.1';
  const temp = join(resolve(options.dir), 'temp');
  await prepareFolders(options.dir, temp);
  const nodes = [...(options.nodeClasses ?? []), ...(await loadNodes(options.nodes ?? []))];
  const server = new EngineServer(options, nodes);
  const port = await server.listen(options.port ?? 0, host);
  return {
    url: `http://${host}:${port}`,
    port,
    async close() {
      await server.close();
      await rm(temp, { recursive: true, force: true });
    },
  };
}

async function prepareFolders(dir: string, temp: string): Promise<void> {
  await rm(temp, { recursive: true, force: true });
  for (const name of ['input', 'output', 'temp', 'models', 'user']) await mkdir(join(resolve(dir), name), { recursive: true });
}

async function loadNodes(modules: readonly string[]): Promise<EngineNode[]> {
  const loaded = modules.map(async (name) => {
    const address = name.startsWith('file:') ? name : pathToFileURL(resolve(name)).href;
    // A module's exports are not known before it is there; what is used of them is checked on the next line.
    const { nodes } = (await import(address)) as { nodes?: unknown };
    if (!Array.isArray(nodes)) throw new TypeError(`the module ${name} has no list "nodes"; it exports \`nodes: EngineNode[]\``);
    return nodes as EngineNode[];
  });
  return (await Promise.all(loaded)).flat();
}
