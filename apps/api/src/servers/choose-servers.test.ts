import { expect, it } from 'vitest';
import { chooseServers, unknownServers } from './choose-servers.js';

const servers = [
  { name: 'engine', kind: 'engine' as const },
  { name: 'desk', kind: 'comfyui' as const },
  { name: 'cellar', kind: 'comfyui' as const },
];

it.each([
  ['the engine alone', 'engine' as const, ['engine']],
  ['every real server and never the engine', 'all' as const, ['desk', 'cellar']],
  ['those named', ['cellar'], ['cellar']],
  ['never the engine by a name', ['engine', 'desk'], ['desk']],
])('chooses %s', (_, choice, names) => {
  expect(chooseServers(servers, choice).map((server) => server.name)).toEqual(names);
});

it('tells which names nobody has', () => {
  expect(unknownServers(servers, ['desk', 'attic'])).toEqual(['attic']);
});
