import type { IncomingMessage } from 'node:http';
import type { INestApplicationContext } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import type { Server, ServerOptions } from 'socket.io';
import type { Admission } from '../http/admission.js';

/** Socket.IO that lets in whom HTTP lets in. */
export class GuardedIoAdapter extends IoAdapter {
  constructor(
    application: INestApplicationContext,
    private readonly admission: Admission,
  ) {
    super(application);
  }

  override createIOServer(port: number, options?: ServerOptions): Server {
    // Nest types what it gets back as any; it is the server that socket.io made.
    return super.createIOServer(port, {
      ...options,
      serveClient: false,
      maxHttpBufferSize: 100_000,
      allowRequest: (request: IncomingMessage, decide: (reason: string | null | undefined, isAllowed: boolean) => void) => {
        const foreignness = this.admission.foreignness(request);
        if (foreignness !== undefined) return decide(foreignness, false);
        decide(null, this.admission.isAdmitted(request));
      },
    }) as Server;
  }
}
