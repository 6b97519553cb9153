import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Bus } from '../bus/bus.js';
import type { Steps } from './known-server.js';
import { ServerRegistry } from './server-registry.js';

/** Between two tellings of a server; more would not be seen. */
const everyMs = 1_000;

/** How far the prompts are that servers work on: known in every process, told by the one that follows them. */
@Injectable()
export class PromptProgress implements OnModuleInit, OnModuleDestroy {
  private readonly toldAtMs = new Map<string, number>();
  private leave: (() => void) | undefined;

  constructor(
    private readonly bus: Bus,
    private readonly registry: ServerRegistry,
  ) {}

  onModuleInit(): void {
    this.leave = this.bus.on('prompt-progressed', ({ serverId, promptId, done, all }) => this.keep(serverId, promptId, { done, all }));
  }

  onModuleDestroy(): void {
    this.leave?.();
  }

  note(serverId: string, promptId: string, steps: Steps, nowMs: number): void {
    this.keep(serverId, promptId, steps);
    if (nowMs - (this.toldAtMs.get(serverId) ?? 0) < everyMs) return;
    this.toldAtMs.set(serverId, nowMs);
    this.bus.publish({ type: 'prompt-progressed', serverId, promptId, ...steps });
  }

  private keep(serverId: string, promptId: string, steps: Steps): void {
    const server = this.registry.get(serverId);
    if (server !== undefined) server.progress = { promptId, steps };
  }
}
