import { type Event, eventChannel } from '@gridscope/contract';
import { io, type Socket } from 'socket.io-client';

/** A socket of a page, with all that it heard. */
export interface OpenSocket {
  socket: Socket;
  heard: Event[];
  /** Every packet as it came over the wire, before anybody reads it. */
  wire: string[];
}

/** Opens a socket to a program. Throws where it is refused. `headers`: as a browser would send. */
export async function openSocket(url: string, onEnd: (clean: () => void) => void, headers: Record<string, string> = {}): Promise<OpenSocket> {
  const socket = io(url, { transports: ['websocket'], reconnection: false, forceNew: true, extraHeaders: headers });
  onEnd(() => void socket.disconnect());
  const heard: Event[] = [];
  const wire: string[] = [];
  // The API sends nothing else under this name.
  socket.on(eventChannel, (event: Event) => heard.push(event));
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  socket.io.engine.on('data', (data: unknown) => wire.push(String(data)));
  return { socket, heard, wire };
}
