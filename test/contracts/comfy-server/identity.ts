import { randomUUID } from 'node:crypto';

const uuid = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g;
const clientIds = /clientId=([0-9a-f]{32})/g;

/**
 * Which id of this run stands for which recorded one. What the recorder chose can be sent as it is, or fresh (a server that
 * has been asked before knows the old ones); what the server chose is learnt from its answers.
 */
export class Identity {
  private readonly toLive = new Map<string, string>();
  private readonly toRecorded = new Map<string, string>();

  /** Learns that `live` stands for `recorded`. */
  learn(recorded: string, live: string): void {
    if (recorded === live || this.toLive.has(recorded)) return;
    this.toLive.set(recorded, live);
    this.toRecorded.set(live, recorded);
  }

  /** Gives every id in a recording's requests a fresh one. */
  renew(requests: string): void {
    for (const [id] of requests.matchAll(uuid)) this.learn(id, randomUUID());
    for (const [, id = ''] of requests.matchAll(clientIds)) this.learn(id, randomUUID().replaceAll('-', ''));
  }

  /** A recorded text with the ids of this run. */
  live(text: string): string {
    return replaceAll(text, this.toLive);
  }

  /** A text of this run with the recorded ids. */
  recorded(text: string): string {
    return replaceAll(text, this.toRecorded);
  }
}

function replaceAll(text: string, replacements: ReadonlyMap<string, string>): string {
  let result = text;
  for (const [from, to] of replacements) result = result.replaceAll(from, to);
  return result;
}
