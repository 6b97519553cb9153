import { Migration } from '@mikro-orm/migrations';

const columns = [
  `alter table plan add column draw_order text not null default 'cheapest'`,
  `alter table plan add column request_id text null`,
  `alter table cell add column not_before bigint null`,
  `alter table attempt add column holds_seat boolean not null default false`,
  `alter table attempt add column failure text null`,
  `alter table attempt add column step_count integer null`,
  `alter table attempt add column model_key text null`,
  `alter table server add column is_draining boolean not null default false`,
];

const tables = [
  `create table server_absence (id text primary key, server_id text not null references server (id) on delete cascade deferrable initially deferred, from_at bigint not null, until_at bigint null, kind text not null, reason text not null)`,
];

const indexes = [
  `create index attempt_seat on attempt (server_id) where holds_seat`,
  `create index attempt_server on attempt (server_id, finished_at)`,
  // Cells are counted by state and origin four times a second while they are drawn: the index alone answers.
  `create index cell_plan_counts on cell (plan_id, state, origin)`,
  `drop index cell_plan_state`,
  `create index server_absence_server on server_absence (server_id, from_at)`,
];

/** What several servers and processes at once need to know: seats, rests, order, failures, absences. */
export class Migration0002Execution extends Migration {
  override up(): void {
    for (const statement of [...columns, ...tables, ...indexes]) this.addSql(statement);
  }
}
