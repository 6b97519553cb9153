import { type ApiClient, endpoints, type PlanView } from '@gridscope/contract';

/** Why cells failed, and how many for that reason. */
export interface Failure {
  reason: string;
  cells: number;
}

const shownReasons = 3;

/** The reasons for which cells of a plan failed, the most frequent first. */
export async function failuresOf(api: ApiClient, planId: string): Promise<Failure[]> {
  const counts = new Map<string, number>();
  for (let after: number | undefined = 0; after !== undefined; ) {
    const { items, next }: Awaited<ReturnType<typeof cellsAfter>> = await cellsAfter(api, planId, after);
    for (const cell of items) if (cell.state === 'failed') counts.set(cell.reason, (counts.get(cell.reason) ?? 0) + 1);
    after = next;
  }
  return [...counts].map(([reason, cells]) => ({ reason, cells })).sort((a, b) => b.cells - a.cells);
}

function cellsAfter(api: ApiClient, planId: string, after: number) {
  return api.request(endpoints.listCells, { parameters: { planId }, query: { after } });
}

/** What is not done, why, and what to do, a line each. */
export function unfinishedWords({ counts }: Pick<PlanView, 'counts'>, failures: readonly Failure[]): string[] {
  const shown = failures.slice(0, shownReasons).map(({ reason, cells }) => `  ${counted(cells)}: ${reason}`);
  const more = failures.length > shownReasons ? [`  and ${failures.length - shownReasons} further reasons`] : [];
  const left = counts.waiting + counts.queued + counts.running;
  const parts = [
    counts.failed > 0 ? `${counted(counts.failed)} failed` : undefined,
    counts.cancelled > 0 ? `${counted(counts.cancelled)} cancelled` : undefined,
    left > 0 ? `${counted(left)} not drawn yet` : undefined,
  ];
  return [...shown, ...more, `${parts.filter((part) => part !== undefined).join(', ')}. The same command goes on.`];
}

function counted(cells: number): string {
  return `${cells} ${cells === 1 ? 'cell' : 'cells'}`;
}
