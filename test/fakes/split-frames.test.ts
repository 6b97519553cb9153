import { expect, it } from 'vitest';
import { splitFrames } from './split-frames.js';

const answer = Buffer.from('HTTP/1.1 101 Switching Protocols\r\n\r\n');
const short = Buffer.from([0x81, 2, 0x68, 0x69]);
const ping = Buffer.from([0x89, 0]);
const long = Buffer.concat([Buffer.from([0x82, 126, 1, 0]), Buffer.alloc(256, 7)]);
const longest = Buffer.concat([Buffer.from([0x82, 127, 0, 0, 0, 0, 0, 1, 0, 0]), Buffer.alloc(65_536, 9)]);
const pieces = [answer, short, ping, long, longest];

it.each([
  ['all at once', Infinity],
  ['byte by byte', 1],
  ['in pieces that fit nothing', 37],
])('gives on the answer and then frame by frame what comes %s', (_, size) => {
  const bytes = Buffer.concat(pieces);
  const seen: [Buffer, boolean][] = [];
  const take = splitFrames((piece, isMessage) => seen.push([Buffer.from(piece), isMessage]));

  for (let at = 0; at < bytes.length; at += size) take(bytes.subarray(at, Math.min(at + size, bytes.length)));

  expect(seen.map(([piece]) => piece)).toEqual(pieces);
  expect(seen.map(([, isMessage]) => isMessage), 'neither the answer nor a ping is a message').toEqual([false, true, false, true, true]);
});
