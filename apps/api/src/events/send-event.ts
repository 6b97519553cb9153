import { type Event, eventChannel } from '@gridscope/contract';

/** Where those sit who watch a plan. */
export const planRoom = (planId: string) => `plan:${planId}`;
/** Where those sit who watch what every server draws. */
export const serversRoom = 'servers';

interface Room {
  readonly volatile: Room;
  emit(channel: string, event: Event): unknown;
}

/** Sockets of browsers: of this process, or, over Redis, of all. */
export interface Sockets {
  to(rooms: string[]): Room;
  emit(channel: string, event: Event): unknown;
}

/** Events of cells go to those who watch, all others to everybody. */
export function sendEvent(sockets: Sockets, event: Event): void {
  if (event.type === 'cells-changed') sockets.to([planRoom(event.planId)]).emit(eventChannel, event);
  else if (event.type === 'cell-previewed') sockets.to([planRoom(event.planId), serversRoom]).volatile.emit(eventChannel, event);
  else sockets.emit(eventChannel, event);
}
