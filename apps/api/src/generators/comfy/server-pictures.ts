import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ServerAnswerError } from '@gridscope/comfy/client';
import type { FrozenRevision } from '../../experiments/frozen-revision.js';
import { ImagesService } from '../../images/images.service.js';
import { ServersService } from '../../servers/servers.service.js';
import { type CellParameters } from '../cell-parameters.js';
import { picturesOf, serverPictureNames } from './image-inputs.js';
import { serverFile } from './server-file.js';

/** Carries input pictures between us and the servers: by their content, never by their names alone. */
@Injectable()
export class ServerPictures implements OnModuleInit {
  /** Server → hash → name there. */
  private readonly uploaded = new Map<string, Map<string, Promise<string>>>();
  private readonly pinned = new Map<string, { atMs: number; hash: Promise<string | undefined> }>();

  constructor(
    private readonly servers: ServersService,
    private readonly images: ImagesService,
  ) {}

  /** A server that comes back may be another one under the same address. */
  onModuleInit(): void {
    this.servers.onReady((serverId) => this.uploaded.delete(serverId));
  }

  /**
   * What the files on the chosen servers that a revision names hold: name → hash; ours from then on, so that every server draws from the same.
   * `maxAgeMs`: how old the answer may be; 0 asks now.
   */
  async pin(revision: FrozenRevision, { maxAgeMs }: { maxAgeMs: number }): Promise<Record<string, string>> {
    const servers = this.servers.eligible(revision.resolved.servers).filter((server) => server.state === 'ready');
    const pins: Record<string, string> = {};
    for (const name of serverPictureNames(revision)) {
      for (const server of servers) {
        const hash = await this.pinOne(server.id, name, maxAgeMs);
        if (hash === undefined) continue;
        pins[name] = hash;
        break;
      }
    }
    return pins;
  }

  /** Puts a cell's pictures onto a server, each once: path → name there. */
  async put(serverId: string, revision: FrozenRevision, parameters: CellParameters, signal: AbortSignal): Promise<Record<string, string>> {
    const names: Record<string, string> = {};
    for (const [path, hash] of picturesOf(revision, parameters)) names[path] = await this.upload(serverId, hash, signal);
    return names;
  }

  private pinOne(serverId: string, name: string, maxAgeMs: number): Promise<string | undefined> {
    const key = `${serverId} ${name}`;
    const known = this.pinned.get(key);
    if (known !== undefined && Date.now() - known.atMs < maxAgeMs) return known.hash;
    const hash = this.fetchPicture(serverId, name);
    this.pinned.set(key, { atMs: Date.now(), hash });
    hash.catch(() => this.pinned.delete(key));
    return hash;
  }

  /** Undefined where the server has no such file, or it is no picture: its own validation says so with the place. */
  private async fetchPicture(serverId: string, name: string): Promise<string | undefined> {
    try {
      const { bytes } = await this.servers.clientOf(serverId).view(serverFile(name));
      return await this.images.keepInput(bytes, Date.now());
    } catch (error) {
      if (error instanceof ServerAnswerError && error.status >= 400 && error.status < 500) return undefined;
      throw error;
    }
  }

  private upload(serverId: string, hash: string, signal: AbortSignal): Promise<string> {
    const ofServer = this.uploaded.get(serverId) ?? new Map<string, Promise<string>>();
    this.uploaded.set(serverId, ofServer);
    const known = ofServer.get(hash);
    if (known !== undefined) return known;
    const name = this.send(serverId, hash, signal);
    ofServer.set(hash, name);
    name.catch(() => ofServer.delete(hash));
    return name;
  }

  private async send(serverId: string, hash: string, signal: AbortSignal): Promise<string> {
    const image = await this.images.get(hash);
    const bytes = await this.images.read(hash);
    const stored = await this.servers.clientOf(serverId).upload({ name: `gridscope-${hash.slice(0, 24)}.${image.format}`, bytes, signal });
    return stored.subfolder === '' ? stored.name : `${stored.subfolder}/${stored.name}`;
  }
}
