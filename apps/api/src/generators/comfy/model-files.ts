import { Injectable } from '@nestjs/common';
import type { Workflow } from '@gridscope/comfy';
import { ServersService } from '../../servers/servers.service.js';
import { modelsOf } from './models-of.js';

const rememberedMs = 3_000;

/** Size and date of the model files on the servers: what tells that one was replaced under its name. */
@Injectable()
export class ModelFiles {
  private readonly folders = new Map<string, { atMs: number; files: Promise<Map<string, string>> }>();

  constructor(private readonly servers: ServersService) {}

  /** `folder/name` → identity of the models that a bound workflow takes, where the server tells. */
  async identities(serverId: string, workflow: Workflow): Promise<Record<string, string>> {
    const found: Record<string, string> = {};
    for (const { folder, name } of modelsOf(workflow)) {
      const identity = (await this.folder(serverId, folder)).get(withSlashes(name));
      if (identity !== undefined) found[`${folder}/${withSlashes(name)}`] = identity;
    }
    return found;
  }

  /** Whether a model is known to be another file on that server than it was when `models` was noted. */
  async hasChanged(serverId: string, models: Readonly<Record<string, string>>): Promise<boolean> {
    for (const [model, identity] of Object.entries(models)) {
      const slash = model.indexOf('/');
      const now = (await this.folder(serverId, model.slice(0, slash))).get(model.slice(slash + 1));
      if (now !== undefined && now !== identity) return true;
    }
    return false;
  }

  /** The next question goes to the servers. */
  refresh(): void {
    this.folders.clear();
  }

  private folder(serverId: string, folder: string): Promise<Map<string, string>> {
    const key = `${serverId} ${folder}`;
    const known = this.folders.get(key);
    if (known !== undefined && Date.now() - known.atMs < rememberedMs) return known.files;
    const files = this.read(serverId, folder);
    this.folders.set(key, { atMs: Date.now(), files });
    files.catch(() => this.folders.delete(key));
    return files;
  }

  private async read(serverId: string, folder: string): Promise<Map<string, string>> {
    const files = await this.servers.clientOf(serverId).modelIdentities(folder);
    return new Map((files ?? []).map((file) => [withSlashes(file.name), `${file.sizeBytes ?? '?'}:${file.modifiedMs ?? '?'}`]));
  }
}

function withSlashes(name: string): string {
  return name.replaceAll('\\', '/');
}
