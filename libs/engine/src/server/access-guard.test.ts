import { expect, it } from 'vitest';
import { isRefused } from './access-guard.js';

it.each([
  ['a foreign origin', { host: '127.0.0.1:8188', origin: 'http://evil.example' }, true],
  ['its own page', { host: '127.0.0.1:8188', origin: 'http://127.0.0.1:8188' }, false],
  ['localhost for 127.0.0.1', { host: '127.0.0.1:8188', origin: 'http://localhost:8188' }, true],
  ['another port', { host: '127.0.0.1:8188', origin: 'http://127.0.0.1:9999' }, true],
  ['an origin without port', { host: '127.0.0.1:8188', origin: 'http://127.0.0.1' }, false],
  ['the origin null', { host: '127.0.0.1:8188', origin: 'null' }, false],
  ['a host that is not loopback', { host: 'comfy.example', origin: 'http://other.example' }, false],
  ['no origin', { host: 'comfy.example' }, false],
  ['another site, as the browser says', { 'sec-fetch-site': 'cross-site' }, true],
  ['the same site, as the browser says', { 'sec-fetch-site': 'same-origin' }, false],
])('decides on %s', (_, headers, refused) => {
  expect(isRefused(headers, true)).toBe(refused);
});
