import type { IncomingMessage } from 'node:http';
import type { INestApplicationContext } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import type { Server, ServerOptions } from 'socket.io';
import type { Admission } from '../http/admission.js';
import type { SharedSockets } from './shared-sockets.js';

/** Socket.IO that lets in whom HTTP lets in, and is one over all API processes. */
export class GuardedIoAdapter extends IoAdapter {
  constructor(
    application: INestApplicationContext,
    private readonly admission: Admission,
    private readonly sockets: SharedSockets,
  ) {
    super(application);
  }

  override createIOServer(port: number, options?: ServerOptions): Server {
    const own: Partial<ServerOptions> = {
      ...options,
      serveClient: false,
      maxHttpBufferSize: 100_000,
      allowRequest: (request: IncomingMessage, decide: (reason: string | null | undefined, isAllowed: boolean) => void) => {
        const foreignness = this.admission.foreignness(request);
        if (foreignness !== undefined) return decide(foreignness, false);
        decide(null, this.admission.isAdmitted(request));
      },
    };
    // Nest types its options as whole and what it gives back as any: socket.io fills up the first, and the other is its server.
    return this.sockets.join((shared) => super.createIOServer(port, { ...own, ...shared } as ServerOptions) as Server);
  }
}
