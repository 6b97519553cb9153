import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import type { Catalogue } from '@gridscope/comfy';
import type { ComfyClient } from '@gridscope/comfy/client';
import type { ServerView } from '@gridscope/contract';
import { Config } from '../config/config.js';
import { RefusedError, notFound } from '../http/refused.error.js';
import { openedNow, opensAfter } from './breaker.js';
import { type ServerChoice, unknownServers } from './choose-servers.js';
import { EngineLead } from './engine-lead.js';
import { type KnownServer, type ServerFacts, type Steps, factsOf, viewOf } from './known-server.js';
import { mergeCatalogues } from './merge-catalogues.js';
import { PromptProgress } from './prompt-progress.js';
import type { PromptSign } from './queue-watch.js';
import { ServerRegistry } from './server-registry.js';
import { ServerWatch } from './server-watch.js';

/** The servers there are, how they are, and a client for each. */
@Injectable()
export class ServersService implements OnApplicationBootstrap {
  private readonly logger = new Logger('servers');

  constructor(
    private readonly config: Config,
    private readonly registry: ServerRegistry,
    private readonly watch: ServerWatch,
    private readonly engine: EngineLead,
    private readonly progress: PromptProgress,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.engine.begin();
    await this.watch.start();
  }

  list(): ServerFacts[] {
    return this.registry.all().map(factsOf);
  }

  views(): ServerView[] {
    return this.registry.all().map(viewOf);
  }

  /** Throws RefusedError (404). */
  view(id: string): ServerView {
    return viewOf(this.known(id));
  }

  /** The servers that an experiment's choice means, in whatever state. */
  eligible(choice: ServerChoice): ServerFacts[] {
    return this.registry.chosen(choice);
  }

  /** Names in a choice that no server has. */
  unknownNames(choice: ServerChoice): string[] {
    return unknownServers(this.list(), choice);
  }

  clientOf(serverId: string): ComfyClient {
    return this.known(serverId).client;
  }

  /** What one server can do. Throws RefusedError while that is not known. */
  catalogueOf(serverId: string): Catalogue {
    const server = this.known(serverId);
    if (server.catalogue === undefined) throw new RefusedError(unreadyReason(factsOf(server), server.reason), { status: 409 });
    return server.catalogue.content;
  }

  /** What the chosen servers can do together. Throws RefusedError when none of them is ready. */
  catalogueFor(choice: ServerChoice): Catalogue {
    const servers = this.eligible(choice);
    const known = servers.map((server) => this.known(server.id)).filter((server) => server.catalogue !== undefined);
    if (known.length > 0) return mergeCatalogues(known.flatMap((server) => (server.catalogue === undefined ? [] : [server.catalogue.content])));
    const message = this.noneReady(choice, servers);
    // A name that nobody has is a mistake in the draft; a server that is away is not.
    if (servers.length === 0 && this.unknownNames(choice).length > 0) throw new RefusedError(message, { problems: [{ severity: 'error', path: ['servers'], message }] });
    throw new RefusedError(message, { status: 409 });
  }

  /** Called back with the id of each server that becomes usable, or usable with more seats, until the returned function is called. */
  onReady(listener: (serverId: string) => void): () => void {
    return this.watch.onUsable(listener);
  }

  /** Called back with the id of each server that is found to take prompts and run none, in every process, until the returned function is called. */
  onStuck(listener: (serverId: string) => void): () => void {
    return this.watch.onStuck(listener);
  }

  /** A run failed for a reason that lies with the server: at the third in a row it is left alone at once, and what all processes know of it is looked at. */
  noteTrouble(serverId: string, error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    this.logger.log({ message: 'trouble with a server', serverId, error: reason });
    const server = this.registry.get(serverId);
    if (server === undefined) return;
    server.troublesInARow += 1;
    if (server.troublesInARow >= opensAfter && server.activity.breaker.state === 'closed') server.activity = { ...server.activity, breaker: openedNow(reason, Date.now()) };
    this.watch.report(serverId);
  }

  /** A run came to an end that shows the server works, and the end is written. */
  noteSuccess(serverId: string): void {
    const server = this.registry.get(serverId);
    if (server === undefined) return;
    server.troublesInARow = 0;
    if (server.activity.breaker.state !== 'closed') this.watch.report(serverId);
  }

  /** A prompt that this process follows gave a sign of life. */
  noteProgress(serverId: string, promptId: string, sign: PromptSign, steps?: Steps): void {
    const server = this.registry.get(serverId);
    if (server === undefined) return;
    const nowMs = Date.now();
    server.queue.hear(promptId, sign, nowMs);
    if (steps !== undefined) this.progress.note(serverId, promptId, steps, nowMs);
  }

  /** Throws RefusedError (404). */
  known(id: string): KnownServer {
    const server = this.registry.get(id);
    if (server === undefined) throw notFound('server', id);
    return server;
  }

  private noneReady(choice: ServerChoice, servers: ServerFacts[]): string {
    if (servers.length > 0) return servers.map((server) => unreadyReason(server, this.known(server.id).reason)).join(' ');
    if (choice === 'engine' && this.config.isEngineOn) return 'The built-in engine is not running. It runs in a worker process: start one (npm run worker).';
    if (choice === 'engine') return 'The built-in engine is switched off (GRIDSCOPE_ENGINE).';
    if (choice === 'all') return 'No ComfyUI server has been added yet. Add one under Servers, or choose the built-in engine.';
    return `There is no server called ${choice.join(' or ')}. Add it under Servers, or choose another.`;
  }
}

function unreadyReason(server: ServerFacts, reason: string | undefined): string {
  const why = reason ?? 'it has not answered yet';
  return `${server.name} is not ready: ${why}${/[.?!]$/.test(why) ? '' : '.'}`;
}
