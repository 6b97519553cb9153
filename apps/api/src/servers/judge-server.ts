import type { KnownServer, ServerState } from './known-server.js';
import type { HealthAnswer } from './server-health.js';

/** A stuck server that showed nothing new is tried once more after so long: it may have been restarted between two looks. */
const stuckRestMs = 10 * 60_000;

/** What follows from a look, to be written down. */
export interface Judgement {
  gone: 'begins' | 'ends' | undefined;
  stuck: { begins: number; reason: string } | 'ends' | undefined;
}

/**
 * Says how a server is by what it answered and by what is known of it, and writes it into `server`.
 * `isAsked`: a person wants it looked at, and may just have restarted it.
 */
export function judgeServer(server: KnownServer, answer: HealthAnswer, { nowMs, stuckMs, isAsked }: { nowMs: number; stuckMs: number; isAsked: boolean }): Judgement {
  const { activity } = server;
  if (!answer.isReachable) {
    server.queue.forget();
    server.queueLength = undefined;
    server.foreignQueue = 0;
    become(server, 'unreachable', nowMs, answer.reason);
    // Whatever it held is another matter when it comes back.
    return { gone: 'begins', stuck: activity.stuck === undefined ? undefined : 'ends' };
  }
  const { running, pending } = answer.queue;
  server.queueLength = running.length + pending.length;
  server.foreignQueue = [...running, ...pending].filter((id) => !activity.ourPromptIds.has(id)).length;
  return { gone: 'ends', stuck: judgeQueue(server, answer, { nowMs, stuckMs, isAsked }) };
}

function judgeQueue(server: KnownServer, { queue }: HealthAnswer & { isReachable: true }, { nowMs, stuckMs, isAsked }: { nowMs: number; stuckMs: number; isAsked: boolean }): Judgement['stuck'] {
  const { stuck, ourPromptIds } = server.activity;
  const hasRun = server.queue.note(queue, nowMs);
  if (stuck !== undefined && !hasRun && !isAsked && nowMs - stuck.sinceMs < stuckRestMs) {
    become(server, 'stuck', nowMs, stuck.reason);
    return undefined;
  }
  if (stuck !== undefined) {
    server.queue.forget();
    become(server, 'ready', nowMs);
    return 'ends';
  }
  const sinceMs = server.queue.stuckSince(ourPromptIds, nowMs);
  if (sinceMs === undefined) {
    become(server, 'ready', nowMs);
    return undefined;
  }
  const reason = `It takes prompts and runs none: nothing has moved in its queue for ${Math.round((nowMs - sinceMs) / 1_000)} s (stuck after ${Math.round(stuckMs / 1_000)} s). Restart ComfyUI on that machine and check it here. Until then it gets no cells.`;
  become(server, 'stuck', nowMs, reason);
  return { begins: sinceMs, reason };
}

function become(server: KnownServer, state: ServerState, nowMs: number, reason?: string): void {
  if (server.state !== state) server.sinceMs = nowMs;
  server.state = state;
  server.reason = reason;
}
