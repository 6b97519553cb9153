import { setTimeout as sleep } from 'node:timers/promises';
import { type ApiClient, type PlanView, endpoints } from '@gridscope/contract';
import { SingleBar } from 'cli-progress';
import { type Words, duration } from './words.js';

const pollMs = 300;

/** Shows how a plan goes until nothing of it waits or runs, or it was paused; gives its last state. An abort ends the watching only. */
export async function followPlan(api: ApiClient, planId: string, words: Words, signal: AbortSignal): Promise<PlanView> {
  const bar = new SingleBar({ format: '{bar} {value}/{total}  {words}', stream: words.stream, noTTYOutput: false, hideCursor: true, barsize: 24, etaBuffer: 1 });
  let isBarStarted = false;
  let told = '';
  try {
    for (;;) {
      const plan = await api.request(endpoints.getPlan, { parameters: { planId } });
      if (!isBarStarted) bar.start(plan.cellCount, finished(plan), { words: '' });
      isBarStarted = true;
      bar.update(finished(plan), { words: progressWords(plan) });
      const progress = JSON.stringify(plan.counts);
      if (progress !== told) words.tell({ type: 'progress', counts: plan.counts, secondsPerCell: plan.secondsPerCell, remainingSeconds: plan.remainingSeconds });
      told = progress;
      if (signal.aborted || plan.state !== 'running') return plan;
      await sleep(pollMs, undefined, { signal }).catch((error: unknown) => {
        if (!signal.aborted) throw error;
      });
    }
  } finally {
    bar.stop();
  }
}

function finished({ counts }: PlanView): number {
  return counts.done + counts.failed + counts.skipped + counts.cancelled;
}

/** Rate, time left, failures. */
export function progressWords(plan: Pick<PlanView, 'secondsPerCell' | 'remainingSeconds' | 'counts'>): string {
  const parts = [
    plan.secondsPerCell === undefined ? undefined : `${plan.secondsPerCell.toPrecision(2)} s a cell`,
    plan.remainingSeconds === undefined || plan.remainingSeconds <= 0 ? undefined : `${duration(plan.remainingSeconds)} left`,
    plan.counts.failed === 0 ? undefined : `${plan.counts.failed} failed`,
  ];
  return parts.filter((part) => part !== undefined).join(' · ');
}
