import { type ApiClient, ApiError, type ExperimentDraftInput, endpoints, type PlanDescription, type Problem } from '@gridscope/contract';
import { DraftFileError, type DraftFile } from '../experiments/draft-file.js';
import { type Words, duration } from './words.js';

/** Asks what a draft would draw. Throws DraftFileError where the API refuses it and says which part of the file is to blame. */
export async function describeDraft(api: ApiClient, file: string, read: DraftFile, draft: ExperimentDraftInput): Promise<PlanDescription> {
  try {
    return await api.request(endpoints.describePlan, { body: draft });
  } catch (error) {
    if (!(error instanceof ApiError) || error.problems.length === 0) throw error;
    throw new DraftFileError(file, error.problems.map((problem) => ({ ...read.place(problem.path), message: problem.message })));
  }
}

/** Says what would be drawn; refuses with places when there are mistakes. Throws DraftFileError. */
export function sayPlan(words: Words, file: string, read: DraftFile, description: PlanDescription): void {
  const place = (problem: Problem) => ({ ...read.place(problem.path), message: problem.message });
  for (const warning of description.problems.filter((problem) => problem.severity === 'warning')) {
    const { line, column, message } = place(warning);
    words.complain(`${file}:${line}:${column} note: ${message}`);
  }
  const errors = description.problems.filter((problem) => problem.severity === 'error');
  if (errors.length > 0) throw new DraftFileError(file, errors.map(place));
  for (const axis of description.axes) words.say(`  ${axis.name.padEnd(12)} ${axis.values.map((value) => value.label).join(' · ')}`);
  words.say(planSentence(description));
  words.tell({ type: 'plan', cells: description.cellCount, toDraw: description.toDraw, reused: description.reused, skipped: description.skipped, estimate: description.estimate });
}

/** `60 cells: draw 12, reuse 48 · 3 min to 5 min (guess)`. */
export function planSentence({ cellCount, toDraw, reused, skipped, estimate, paidCalls }: PlanDescription): string {
  const parts = [`draw ${toDraw}`, `reuse ${reused}`, ...(skipped > 0 ? [`skip ${skipped}`] : [])];
  const time = estimate === undefined || toDraw === 0 ? '' : ` · ${duration(estimate.fromSeconds)} to ${duration(estimate.toSeconds)} (${estimate.basis})`;
  const paid = paidCalls > 0 ? ` · ${paidCalls} paid calls` : '';
  return `${cellCount} cells: ${parts.join(', ')}${time}${paid}`;
}
