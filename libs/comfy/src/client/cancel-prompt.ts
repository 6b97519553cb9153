import { cancelAnswer } from '../protocol/job-answer.js';
import type { Capabilities } from '../protocol/server-version.js';
import { jsonBody, type Answer, type Request, type ServerHttp } from './server-http.js';

/** What came of a wish to stop a prompt. */
export type CancelOutcome =
  /** It waited, and is out of the queue. It leaves no history entry. */
  | { outcome: 'removed' }
  /** It was running and was told to stop; it stops at its next node or step, and a node that does not listen runs to its end. */
  | { outcome: 'interrupting'; /** What else this may have done, where the server is too old to be exact. */ caution?: string }
  /** It was neither waiting nor running any more. */
  | { outcome: 'not-there' };

const CAUTION = 'this version interrupts whatever runs when the request arrives: had our prompt ended in that moment, the next one, perhaps somebody else\'s, was stopped in its place';

/** What cancelling needs of a server. */
export interface CancelTools {
  http: ServerHttp;
  queue(): Promise<{ running: string[]; pending: string[] }>;
  post(path: string): Request;
  capabilities: Capabilities;
}

/**
 * Stops one prompt by the most exact means that the server has, and never a prompt with another id:
 * the cancel route, else deletion from the queue, else an interruption by id, else a plain interruption only while this prompt is the one that runs.
 */
export async function cancelPrompt(promptId: string, tools: CancelTools): Promise<CancelOutcome> {
  const { running, pending } = await tools.queue();
  const isRunning = running.includes(promptId);
  if (!isRunning && !pending.includes(promptId)) return { outcome: 'not-there' };
  if (tools.capabilities.canCancelById) {
    const isCancelled = await cancelById(promptId, tools);
    if (isCancelled !== undefined) return isCancelled ? { outcome: isRunning ? 'interrupting' : 'removed' } : { outcome: 'not-there' };
  }
  return isRunning ? interrupt(promptId, tools) : removeFromQueue(promptId, tools);
}

/** Undefined where the server has no such route after all. */
async function cancelById(promptId: string, { http, post }: CancelTools): Promise<boolean | undefined> {
  const request = post(`/api/jobs/${encodeURIComponent(promptId)}/cancel`);
  const answer: Answer = await http.send(request);
  if (answer.status === 404 || answer.status === 405) return undefined;
  if (answer.status !== 200) throw http.unexpected(request, answer);
  return http.parse(request, answer, cancelAnswer).cancelled;
}

async function removeFromQueue(promptId: string, tools: CancelTools): Promise<CancelOutcome> {
  await tools.http.ok({ ...tools.post('/queue'), body: jsonBody({ delete: [promptId] }) });
  // It may have started while we asked; deleting does nothing to a running prompt.
  const { running } = await tools.queue();
  return running.includes(promptId) ? interrupt(promptId, tools) : { outcome: 'removed' };
}

async function interrupt(promptId: string, { http, queue, post, capabilities }: CancelTools): Promise<CancelOutcome> {
  if (capabilities.canInterruptById) {
    await http.ok({ ...post('/interrupt'), body: jsonBody({ prompt_id: promptId }) });
    return { outcome: 'interrupting' };
  }
  // Asked once more, as late as can be.
  const { running } = await queue();
  if (!running.includes(promptId)) return { outcome: 'not-there' };
  await http.ok({ ...post('/interrupt'), body: jsonBody({}) });
  return { outcome: 'interrupting', caution: CAUTION };
}
