import { Logger, type OnModuleDestroy } from '@nestjs/common';
import { MessageBody, ConnectedSocket, type OnGatewayInit, SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
import { type Event, eventChannel, unwatchChannel, unwatchPlan, unwatchServersChannel, watchChannel, watchPlan, watchServersChannel } from '@gridscope/contract';
import type { Server, Socket } from 'socket.io';
import { EventsService } from './events.service.js';
import { planRoom, sendEvent, serversRoom } from './send-event.js';

/** Carries events to browsers, and lets them choose what they watch. */
@WebSocketGateway()
export class EventsGateway implements OnGatewayInit<Server>, OnModuleDestroy {
  private readonly logger = new Logger('events');
  private stopListening: (() => void) | undefined;

  constructor(private readonly events: EventsService) {}

  afterInit(server: Server): void {
    this.stopListening = this.events.listen((event) => sendEvent(server, event));
  }

  onModuleDestroy(): void {
    this.stopListening?.();
  }

  /** Joins first and catches up then: what changes in between comes twice rather than not at all. */
  @SubscribeMessage(watchChannel)
  async watch(@ConnectedSocket() socket: Socket, @MessageBody() body: unknown): Promise<{ sequence: number } | { error: string }> {
    const wanted = watchPlan.safeParse(body);
    if (!wanted.success) return { error: 'watch-plan takes { planId, after }' };
    const { planId, after } = wanted.data;
    const room = planRoom(planId);
    await socket.join(room);
    let sequence = after;
    try {
      for await (const cells of this.events.changesAfter(planId, after)) {
        // Whoever left, or looks at something else now, is read for no longer.
        if (!socket.rooms.has(room)) break;
        const event: Event = { type: 'cells-changed', planId, cells };
        socket.emit(eventChannel, event);
        sequence = cells.at(-1)?.sequence ?? sequence;
      }
    } catch (error) {
      this.logger.error(error);
      return { error: 'The plan could not be read.' };
    }
    return { sequence };
  }

  @SubscribeMessage(unwatchChannel)
  async unwatch(@ConnectedSocket() socket: Socket, @MessageBody() body: unknown): Promise<void> {
    const wanted = unwatchPlan.safeParse(body);
    if (wanted.success) await socket.leave(planRoom(wanted.data.planId));
  }

  @SubscribeMessage(watchServersChannel)
  async watchServers(@ConnectedSocket() socket: Socket): Promise<void> {
    await socket.join(serversRoom);
  }

  @SubscribeMessage(unwatchServersChannel)
  async unwatchServers(@ConnectedSocket() socket: Socket): Promise<void> {
    await socket.leave(serversRoom);
  }
}
