import { Logger, type OnModuleDestroy } from '@nestjs/common';
import { MessageBody, ConnectedSocket, type OnGatewayInit, SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
import { type Event, eventChannel, unwatchChannel, unwatchPlan, watchChannel, watchPlan } from '@gridscope/contract';
import type { Server, Socket } from 'socket.io';
import { EventsService } from './events.service.js';

const room = (planId: string) => `plan:${planId}`;

/** Carries events to browsers. Those of cells go to the ones that watch the plan, all others to everybody. */
@WebSocketGateway()
export class EventsGateway implements OnGatewayInit<Server>, OnModuleDestroy {
  private readonly logger = new Logger('events');
  private stopListening: (() => void) | undefined;

  constructor(private readonly events: EventsService) {}

  afterInit(server: Server): void {
    this.stopListening = this.events.listen((event) => send(server, event));
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
    await socket.join(room(planId));
    let sequence = after;
    try {
      for await (const cells of this.events.changesAfter(planId, after)) {
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
    if (wanted.success) await socket.leave(room(wanted.data.planId));
  }
}

function send(server: Server, event: Event): void {
  if (event.type === 'cells-changed') server.to(room(event.planId)).emit(eventChannel, event);
  else if (event.type === 'cell-previewed') server.to(room(event.planId)).volatile.emit(eventChannel, event);
  else server.emit(eventChannel, event);
}
