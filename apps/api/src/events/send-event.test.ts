import type { Event } from '@gridscope/contract';
import { expect, it } from 'vitest';
import { sendEvent, type Sockets } from './send-event.js';

/** Notes where an event goes, and whether it may be dropped. */
function noting(): { sockets: Sockets; sent: [string, string][] } {
  const sent: [string, string][] = [];
  const roomOf = (name: string, kind: string): ReturnType<Sockets['to']> => ({
    get volatile() { return roomOf(name, 'volatile'); },
    emit: () => sent.push([name, kind]),
  });
  return { sent, sockets: { to: (rooms) => roomOf(rooms.join(' + '), 'kept'), emit: () => sent.push(['everybody', 'kept']) } };
}

it.each<[string, Event, [string, string]]>([
  ['changed cells to those who watch the plan', { type: 'cells-changed', planId: 'p', cells: [] }, ['plan:p', 'kept']],
  ['a preview to those who watch the plan or the servers, unless they are busy', { type: 'cell-previewed', planId: 'p', cellId: 'c', index: 0, progress: 0.5 }, ['plan:p + servers', 'volatile']],
  ['anything else to everybody', { type: 'server-deleted', serverId: 's' }, ['everybody', 'kept']],
])('sends %s', (_, event, expected) => {
  const { sockets, sent } = noting();

  sendEvent(sockets, event);

  expect(sent).toEqual([expected]);
});
