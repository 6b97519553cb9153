import { type ApiClient, type CellView, type Event, endpoints, eventChannel, type ExperimentDraftInput, type PlanView, watchChannel } from '@gridscope/contract';
import { io, type Socket } from 'socket.io-client';

/** What a plan's cells came to, as a page hears of it. */
export interface DrawnPlan {
  plan: PlanView;
  cells: CellView[];
}

/** Creates an experiment, starts it and watches it over the socket, as the page does, until every cell has ended. */
export async function drawPlan(api: ApiClient, url: string, draft: ExperimentDraftInput): Promise<DrawnPlan> {
  const experiment = await api.request(endpoints.createExperiment, { body: draft });
  const plan = await api.request(endpoints.startPlan, { parameters: { experimentId: experiment.id }, body: {} });
  const socket = io(url, { transports: ['websocket'] });
  try {
    return { plan, cells: await endedCells(socket, plan) };
  } finally {
    socket.close();
  }
}

function endedCells(socket: Socket, plan: PlanView): Promise<CellView[]> {
  const ended = new Map<number, CellView>();
  return new Promise((resolve, reject) => {
    socket.on('connect_error', reject);
    // The event is what our own API says it is.
    socket.on(eventChannel, (event: Event) => {
      if (event.type === 'plan-changed' && event.plan.id === plan.id && event.plan.state === 'paused') reject(new Error(event.plan.pauseReason));
      if (event.type !== 'cells-changed' || event.planId !== plan.id) return;
      for (const cell of event.cells) if (hasEnded(cell)) ended.set(cell.index, cell);
      if (ended.size === plan.cellCount) resolve([...ended.values()]);
    });
    socket.emit(watchChannel, { planId: plan.id, after: 0 });
  });
}

function hasEnded({ state }: CellView): boolean {
  return state === 'done' || state === 'failed' || state === 'skipped' || state === 'cancelled';
}

/** Throws where a cell did not end well: a figure of what failed would be none. */
export function assertDone({ plan, cells }: DrawnPlan): void {
  const other = cells.find((cell) => cell.state !== 'done' && cell.state !== 'skipped');
  if (cells.length !== plan.cellCount || other !== undefined) throw new Error(`not every cell was drawn: ${JSON.stringify(other)}`);
}
