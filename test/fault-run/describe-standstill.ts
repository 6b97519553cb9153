import { endpoints } from '@gridscope/contract';
import type { RunState } from './run-state.js';

/** What can be seen from outside where nothing moves any more, a line each. */
export async function describeStandstill({ cluster, rows }: RunState): Promise<string[]> {
  const tables = {
    cells: await rows.all('select state, count(*) as cells, max(not_before) as "notBefore" from cell group by state'),
    plans: await rows.all('select state, pause_reason as "pauseReason", count(*) as plans from plan group by state, pause_reason'),
    attempts: await rows.all('select server_name as server, state, holds_seat as "holdsSeat", failure, count(*) as attempts from attempt group by server_name, state, holds_seat, failure'),
  };
  const { items } = await cluster.ask((api) => api.request(endpoints.listServers, {}));
  const servers = items.map(({ name, state, reason, seatsTaken, queueRemaining, breaker }) => ({ name, state, reason, seatsTaken, queueRemaining, breaker }));
  return [`standstill at ${Date.now()}`, ...Object.entries({ ...tables, servers, jobs: await cluster.jobCounts() }).map(([name, found]) => `  ${name}: ${JSON.stringify(found)}`)];
}
