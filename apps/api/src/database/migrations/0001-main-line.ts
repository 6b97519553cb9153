import { Migration } from '@mikro-orm/migrations';

// References are checked at commit, so that the order of writes inside a transaction does not matter.
const cascade = (table: string, column = 'id') => `references ${table} (${column}) on delete cascade deferrable initially deferred`;
const refers = (table: string, column = 'id') => `references ${table} (${column}) deferrable initially deferred`;

const tables = [
  `create table setting (name text primary key, value text not null)`,
  `create table server (id text primary key, owner_id text not null, name text not null unique, kind text not null, url text not null, sealed_headers text null, seats integer not null, catalogue_hash text null, created_at bigint not null)`,
  `create table catalogue (hash text primary key, content text not null, created_at bigint not null)`,
  `create table experiment (id text primary key, owner_id text not null, name text not null, tags json not null, parent_cell_id text null, created_at bigint not null, updated_at bigint not null)`,
  `create table revision (id text primary key, experiment_id text not null ${cascade('experiment')}, number integer not null, definition text not null, definition_hash text not null, workflow_name text not null, workflow text not null, editor_graph text null, resolved text not null, created_at bigint not null)`,
  `create table plan (id text primary key, experiment_id text not null ${cascade('experiment')}, revision_id text not null ${refers('revision')}, kind text not null, state text not null, pause_reason text null, priority integer not null, sequence bigint not null, cell_count integer not null, last_failure text null, failure_streak integer not null, created_at bigint not null, finished_at bigint null)`,
  // A take outlives the cell it was begun for while other cells show it, so its cell is lineage and no reference.
  `create table take (id text primary key, cell_id text not null, recipe_key text not null, number integer not null, state text not null, created_at bigint not null)`,
  `create table cell (id text primary key, plan_id text not null ${cascade('plan')}, cell_index integer not null, sequence bigint not null, state text not null, value_ids text not null, parameters text not null, recipe_key text null, take_id text null ${refers('take')}, reason text null, origin text null, lead_image text null, is_starred boolean not null, priority integer not null)`,
  `create table attempt (id text primary key, take_id text not null ${cascade('take')}, cell_id text not null, number integer not null, server_id text not null, server_name text not null, prompt_id text not null, state text not null, worker_id text not null, lease_until bigint not null, claimed_at bigint not null, started_at bigint null, finished_at bigint null, wait_ms bigint null, load_ms bigint null, draw_ms bigint null, error text null, verification text null, facts text null, executed_workflow text null)`,
  `create table image (hash text primary key, size_bytes bigint not null, width_px integer not null, height_px integer not null, format text not null, metadata text null, is_upload boolean not null, created_at bigint not null)`,
  // An output's file is a picture or any other bytes of the image store.
  `create table output (id text primary key, take_id text not null ${cascade('take')}, attempt_id text not null ${cascade('attempt')}, position integer not null, node_id text not null, output_key text not null, batch_index integer not null, kind text not null, file_hash text null, file_name text null, size_bytes bigint null, text text null, is_temporary boolean not null)`,
  `create table metric (id text primary key, image_hash text null ${cascade('image', 'hash')}, attempt_id text null ${cascade('attempt')}, name text not null, value double precision not null, version integer not null)`,
  `create table export (id text primary key, plan_id text not null ${cascade('plan')}, request text not null, state text not null, progress double precision not null, file_name text not null, size_bytes bigint null, reason text null, created_at bigint not null)`,
];

const indexes = [
  `create unique index revision_experiment_number on revision (experiment_id, number)`,
  `create index experiment_updated_at on experiment (updated_at)`,
  `create index plan_experiment_id on plan (experiment_id)`,
  `create index plan_revision_id on plan (revision_id)`,
  `create index plan_state on plan (state)`,
  `create unique index cell_plan_index on cell (plan_id, cell_index)`,
  `create index cell_plan_state on cell (plan_id, state)`,
  `create index cell_plan_sequence on cell (plan_id, sequence)`,
  `create index cell_recipe_key on cell (recipe_key)`,
  `create index cell_take_id on cell (take_id)`,
  `create index take_cell_id on take (cell_id)`,
  `create index take_recipe_key on take (recipe_key)`,
  `create unique index attempt_take_number on attempt (take_id, number)`,
  `create index attempt_cell_id on attempt (cell_id)`,
  `create index attempt_state on attempt (state)`,
  `create index output_take_id on output (take_id)`,
  `create index output_attempt_id on output (attempt_id)`,
  `create index output_file_hash on output (file_hash)`,
  `create index metric_image_hash on metric (image_hash)`,
  `create index metric_attempt_id on metric (attempt_id)`,
  `create index export_plan_id on export (plan_id)`,
];

/** The tables of the main line, in SQL that SQLite and PostgreSQL both know. */
export class Migration0001MainLine extends Migration {
  override up(): void {
    for (const statement of [...tables, ...indexes]) this.addSql(statement);
  }
}
