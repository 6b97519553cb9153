import { expect, it } from 'vitest';
import { isSameAddress, plainAddress } from './server-address.js';

it.each([
  ['large letters', 'HTTP://Studio:8188', 'http://studio:8188'],
  ['a slash at its end', 'http://studio:8188/', 'http://studio:8188'],
  ['the usual port of http', 'http://studio:80', 'http://studio'],
  ['the usual port of https', 'https://studio:443/comfy/', 'https://studio/comfy'],
  ['a path, whose letters count', 'http://studio/Comfy', 'http://studio/Comfy'],
])('an address is written in one way: %s', (_, url, expected) => {
  expect(plainAddress(url)).toBe(expected);
});

it.each([
  ['the names of this machine', 'http://localhost:8188', 'http://127.0.0.1:8188/', true],
  ['this machine by IPv6', 'http://[::1]:8188', 'http://localhost:8188', true],
  ['other letters', 'http://Studio', 'http://studio/', true],
  ['another port', 'http://studio:8188', 'http://studio:8000', false],
  ['another path', 'http://studio/a', 'http://studio/b', false],
  ['another scheme', 'http://studio', 'https://studio', false],
])('two addresses are compared by where they lead: %s', (_, one, other, expected) => {
  expect(isSameAddress(one, other)).toBe(expected);
});
