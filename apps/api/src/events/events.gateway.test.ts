import { randomUUID } from 'node:crypto';
import type { Socket } from 'socket.io';
import { expect, it } from 'vitest';
import { EventsGateway } from './events.gateway.js';
import { EventsService } from './events.service.js';
import { planRoom } from './send-event.js';

const planId = randomUUID();

/** A socket that leaves after it was sent something this many times. */
function socketThatLeavesAfter(sends: number): { socket: Socket; sent: () => number } {
  const rooms = new Set<string>();
  let sent = 0;
  const socket: Pick<Socket, 'rooms' | 'join' | 'emit'> = {
    rooms,
    join: (room) => void rooms.add(String(room)),
    emit: () => {
      sent += 1;
      if (sent === sends) rooms.delete(planRoom(planId));
      return true;
    },
  };
  // All that the gateway asks of a socket.
  return { socket: socket as Socket, sent: () => sent };
}

/** A plan whose changes come in this many chunks, and how many of them were read. */
function changesIn(chunks: number): { events: EventsService; read: () => number } {
  const events = new EventsService();
  let read = 0;
  events.serveCatchUp(async function* () {
    for (; read < chunks; ) {
      read += 1;
      yield await Promise.resolve([]);
    }
  });
  return { events, read: () => read };
}

it('tells a socket that stays of everything that it missed', async () => {
  const { events, read } = changesIn(10);
  const { socket, sent } = socketThatLeavesAfter(Infinity);

  await new EventsGateway(events).watch(socket, { planId, after: 0 });

  expect([read(), sent()]).toEqual([10, 10]);
});

it('reads no further for a socket that has left', async () => {
  const { events, read } = changesIn(1_000);
  const { socket, sent } = socketThatLeavesAfter(2);

  await new EventsGateway(events).watch(socket, { planId, after: 0 });

  expect([read(), sent()]).toEqual([3, 2]);
});
