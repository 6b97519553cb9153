import type { z } from 'zod';
import type { serverChoice } from '@gridscope/contract';

export type ServerChoice = z.output<typeof serverChoice>;

/** The servers that an experiment's choice means: the built-in engine, every real one, or those named. */
export function chooseServers<S extends { name: string; kind: 'engine' | 'comfyui' }>(servers: readonly S[], choice: ServerChoice): S[] {
  if (choice === 'engine') return servers.filter((server) => server.kind === 'engine');
  if (choice === 'all') return servers.filter((server) => server.kind === 'comfyui');
  return servers.filter((server) => server.kind === 'comfyui' && choice.includes(server.name));
}

/** Names that an experiment asks for and nobody has. */
export function unknownServers(servers: readonly { name: string; kind: 'engine' | 'comfyui' }[], choice: ServerChoice): string[] {
  if (typeof choice === 'string') return [];
  const names = new Set(servers.filter((server) => server.kind === 'comfyui').map((server) => server.name));
  return choice.filter((name) => !names.has(name));
}
