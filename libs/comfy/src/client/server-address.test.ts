import { expect, it } from 'vitest';
import { readServerAddress } from './server-address.js';

it.each([
  ['a bare address', 'http://127.0.0.1:8188', 'http://127.0.0.1:8188/queue', 'ws://127.0.0.1:8188/queue'],
  ['a slash at the end', 'http://127.0.0.1:8188/', 'http://127.0.0.1:8188/queue', 'ws://127.0.0.1:8188/queue'],
  ['a path prefix', 'https://gpu.example/comfy/one/', 'https://gpu.example/comfy/one/queue', 'wss://gpu.example/comfy/one/queue'],
  ['a token in the query', 'https://gpu.example/?token=x', 'https://gpu.example/queue?token=x', 'wss://gpu.example/queue?token=x'],
])('keeps %s', (_, baseUrl, http, socket) => {
  const address = readServerAddress(baseUrl);

  expect(address.httpUrl('/queue')).toBe(http);
  expect(address.socketUrl('/queue')).toBe(socket);
});

it('escapes what is asked for', () => {
  expect(readServerAddress('http://h').httpUrl('/view', { filename: 'a b&c#ü.png' })).toBe('http://h/view?filename=a+b%26c%23%C3%BC.png');
});

it('sends credentials as a header and shows neither them nor a token', () => {
  const address = readServerAddress('http://user:s%40cret@h:81/p?token=x');

  expect(address.headers).toEqual({ authorization: `Basic ${Buffer.from('user:s@cret').toString('base64')}` });
  expect(address.shown).toBe('http://h:81/p');
  expect(address.httpUrl('/queue')).toBe('http://h:81/p/queue?token=x');
});

it.each(['ftp://h', 'h:8188', 'nonsense'])('refuses %s', (baseUrl) => {
  expect(() => readServerAddress(baseUrl)).toThrow(TypeError);
});
