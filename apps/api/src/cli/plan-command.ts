import type { Connection } from './connection.js';
import { readDraftFile } from '../experiments/draft-file.js';
import { type ExitCode, exitCode } from './exit-code.js';
import { describeDraft, sayPlan } from './plan-words.js';
import { prepareDraft } from './prepare-draft.js';
import type { Words } from './words.js';

/** `gridscope plan`: says what a file would draw, and draws nothing. */
export async function planCommand(connection: Connection, options: { file: string; serverUrl?: string }, words: Words): Promise<ExitCode> {
  const read = await readDraftFile(options.file);
  const draft = await prepareDraft(connection.api, options.file, read, options.serverUrl);
  sayPlan(words, options.file, read, await describeDraft(connection.api, options.file, read, draft));
  return exitCode.done;
}
