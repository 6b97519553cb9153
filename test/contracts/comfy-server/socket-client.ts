import { WebSocket } from 'ws';
import { parseExactJson, type Json } from '@gridscope/comfy';
import type { RecordedBinary } from './recording.js';

export type Heard = { json: Json } | { binary: RecordedBinary };

/** A socket that writes down what it hears. */
export class SocketClient {
  readonly heard: Heard[] = [];
  private pongs: string[] = [];

  private constructor(private readonly socket: WebSocket) {
    socket.on('message', (data: Buffer, isBinary: boolean) => this.heard.push(isBinary ? { binary: takeApart(data) } : { json: parseExactJson(data.toString('utf8'), { allowNaN: true }) }));
    socket.on('pong', (data) => this.pongs.push(data.toString('utf8')));
    // A cut connection ends in `close`; what matters is what was heard.
    socket.on('error', () => socket.terminate());
  }

  /** The open socket, or the status or error code with which it was refused. */
  static async open(url: string, headers: Record<string, string>): Promise<SocketClient | number | string> {
    const socket = new WebSocket(url, { headers, perMessageDeflate: true });
    const client = new SocketClient(socket);
    return new Promise((resolve) => {
      socket.once('open', () => resolve(client));
      socket.once('unexpected-response', (_, response) => {
        resolve(response.statusCode ?? 0);
        socket.terminate();
      });
      socket.once('error', (error) => resolve('code' in error ? String(error.code) : error.message));
    });
  }

  send(text: string): void {
    this.socket.send(text);
  }

  ping(text: string): void {
    this.socket.ping(text);
  }

  hasPong(text: string): boolean {
    return this.pongs.includes(text);
  }

  /** With a farewell (1000), or cut. */
  async close(code: number): Promise<void> {
    if (this.socket.readyState === WebSocket.CLOSED) return;
    const closed = new Promise((resolve) => this.socket.once('close', resolve));
    if (code === 1000) this.socket.close(1000);
    else this.socket.terminate();
    await closed;
  }
}

/** A binary frame as the recordings show it: event, then what belongs to it. */
function takeApart(frame: Buffer): RecordedBinary {
  const event = frame.readUInt32BE(0);
  const second = frame.readUInt32BE(4);
  if (event === 3) return { event, node: frame.toString('utf8', 8, 8 + second), text: frame.toString('utf8', 8 + second) };
  if (event === 4) return { event, metadata: parseExactJson(frame.toString('utf8', 8, 8 + second)), image: { starts: frame.toString('hex', 8 + second, 12 + second) } };
  return { event, format: second, image: { starts: frame.toString('hex', 8, 12) } };
}
