import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { parseExactJson, type Json } from '@gridscope/comfy';
import type { EngineFaults } from '../execution/engine-options.js';
import { isRecord } from '../execution/input-specs.js';
import { pythonJson } from '../execution/python-text.js';
import type { Audience } from '../execution/run-events.js';
import { MessageFaults } from './message-faults.js';

interface Client { socket: WebSocket; takesMetadata: boolean }

export interface SocketQuestions {
  queueRemaining(): number;
  /** The node under way for this client, shown on connecting; null where there is none. */
  nodeUnderWay(sid: string): string | null;
  /** Undefined for versions without feature flags. */
  featureFlags(): Record<string, Json> | undefined;
}

const maxMessageBytes = 4 * 1024 * 1024;
/** Offered to clients as ComfyUI does, but used for long messages only: compressing small ones costs more than it saves on loopback. */
const compressFromBytes = 256 * 1024;

/**
 * The open sockets by client id. One id has one socket: a newer one takes the id over, and whichever of the two closes takes
 * the registration with it, so that the other hears nothing any more (facts §0.1 number 3).
 */
export class Sockets {
  private readonly clients = new Map<string, Client>();
  private readonly server = new WebSocketServer({ noServer: true, maxPayload: maxMessageBytes, perMessageDeflate: { threshold: compressFromBytes } });
  private readonly faults: MessageFaults;

  constructor(private readonly questions: SocketQuestions, faults: EngineFaults) {
    this.faults = new MessageFaults(faults, () => this.cut());
  }

  accept(request: IncomingMessage, stream: Duplex, head: Buffer, clientId: string): void {
    this.server.handleUpgrade(request, stream, head, (socket) => this.greet(socket, clientId));
  }

  /** Text `{type, data}` to one client, or to everybody; lost where there is no such client. */
  message(type: string, data: Record<string, Json>, to: Audience): void {
    const audience = this.audience(to);
    if (audience.length === 0) return;
    const frame = pythonJson({ type, data });
    for (const { socket } of audience) this.faults.pass(type, () => socket.send(frame));
  }

  binary(frame: Buffer, to: Audience, isMeant: (client: { takesMetadata: boolean }) => boolean = () => true): void {
    for (const client of this.audience(to)) if (isMeant(client)) this.faults.pass('binary', () => client.socket.send(frame));
  }

  hasAudience(to: Audience): boolean {
    return this.audience(to).length > 0;
  }

  /** Ends every connection without a closing handshake. */
  cut(): void {
    for (const socket of this.server.clients) socket.terminate();
  }

  private audience(to: Audience): Client[] {
    if (to === undefined) return [...this.clients.values()];
    const client = this.clients.get(to);
    return client ? [client] : [];
  }

  private greet(socket: WebSocket, clientId: string): void {
    const sid = clientId === '' ? randomUUID().replaceAll('-', '') : clientId;
    const client: Client = { socket, takesMetadata: false };
    this.clients.set(sid, client);
    socket.on('close', () => this.clients.delete(sid));
    // A broken connection ends in `close`; there is nobody to tell.
    socket.on('error', () => socket.terminate());
    this.message('status', { status: { exec_info: { queue_remaining: this.questions.queueRemaining() } }, sid }, sid);
    const node = this.questions.nodeUnderWay(sid);
    if (node !== null) this.message('executing', { node }, sid);
    this.awaitFlags(client, sid);
  }

  /** Feature flags count only as the first message that can be read. */
  private awaitFlags(client: Client, sid: string): void {
    const onMessage = (data: unknown, isBinary: boolean): void => {
      const message = isBinary ? undefined : readMessage(String(data));
      if (message === undefined) return;
      client.socket.off('message', onMessage);
      const flags = this.questions.featureFlags();
      if (message['type'] !== 'feature_flags' || flags === undefined) return;
      client.takesMetadata = isRecord(message['data']) && message['data']['supports_preview_metadata'] === true;
      this.message('feature_flags', flags, sid);
    };
    client.socket.on('message', onMessage);
  }
}

function readMessage(text: string): Record<string, Json> | undefined {
  try {
    const message = parseExactJson(text, { allowNaN: true });
    return isRecord(message) ? message : undefined;
  } catch (error) {
    // ComfyUI logs what it cannot read and goes on waiting.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
