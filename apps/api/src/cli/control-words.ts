import type { CellView, ExecutionView, PlanView, ServerView } from '@gridscope/contract';

type Counts = PlanView['counts'];

/** `running, 12 of 60 done, 46 waiting`. */
export function countWords(counts: Counts): string {
  const total = counts.waiting + counts.queued + counts.running + counts.done + counts.failed + counts.skipped + counts.cancelled;
  const parts = [
    `${counts.done} of ${total} done`,
    counts.queued + counts.running > 0 ? `${counts.queued + counts.running} on servers` : undefined,
    counts.waiting > 0 ? `${counts.waiting} waiting` : undefined,
    counts.failed > 0 ? `${counts.failed} failed` : undefined,
    counts.skipped > 0 ? `${counts.skipped} skipped` : undefined,
    counts.cancelled > 0 ? `${counts.cancelled} cancelled` : undefined,
  ];
  return parts.filter((part) => part !== undefined).join(', ');
}

export function planWords(plan: PlanView): string {
  const placed = [plan.priority === 0 ? undefined : `priority ${plan.priority}`, plan.order === 'cheapest' ? undefined : orderWords[plan.order]].filter((part) => part !== undefined);
  const why = plan.pauseReason === undefined ? '' : `\n  Paused because ${plan.pauseReason}`;
  return `${plan.name}: ${[plan.state, countWords(plan.counts), ...placed].join(', ')}${why}`;
}

export function executionWords(execution: ExecutionView): string {
  const plans = execution.planCount === 1 ? '1 experiment is' : `${execution.planCount} experiments are`;
  const under = execution.planCount === 0 ? 'Nothing is under way.' : `${plans} under way: ${countWords(execution.counts)}.`;
  return execution.isPaused ? `Everything is paused. ${under}` : under;
}

/** Numbered as files and tables do. */
export function cellWords(cell: CellView): string {
  const state = cell.state === 'waiting' && cell.isFirst === true ? 'is drawn next' : cell.state === 'done' ? 'is done' : `is ${cell.state}`;
  return `Cell ${cell.index + 1} ${state}${cell.state === 'failed' || cell.state === 'skipped' ? `: ${cell.reason}` : '.'}`;
}

export function serverWords(server: ServerView): string {
  const parts = [server.isDraining ? 'draining: it is given nothing more' : server.state, `${server.seatsTaken} of ${server.seats} seats taken`, server.working === undefined ? undefined : `at ${server.working.label}`];
  return `${server.name}: ${parts.filter((part) => part !== undefined).join(', ')}`;
}

const orderWords = { rows: 'row by row', corners: 'corners and middle first' } as const;
