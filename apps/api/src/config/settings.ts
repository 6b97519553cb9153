import { defaultPlanCellLimit } from '@gridscope/grid';
import { z } from 'zod';

/** An address of one of these protocols. What was given is never repeated: it may hold a password. */
const address = (protocols: readonly string[], example: string) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), `is no address such as ${example}`);

const onOff = z.enum(['on', 'off']);

/** Every setting of the program, read from the environment. The table in docs/reference/settings.md is made from this. */
export const settings = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(8080).describe('Port of page and API. 0 takes a free one, as a worker does when this is left out.'),
  HOST: z.string().min(1).default('127.0.0.1').describe('Address to listen on. Any other than a loopback address needs GRIDSCOPE_TOKEN.'),
  GRIDSCOPE_DATA: z.string().min(1).default('./data').describe('Folder of database, pictures and exports.'),
  GRIDSCOPE_TOKEN: z
    .string()
    .min(16, 'a token has at least 16 characters')
    .optional()
    .describe('Who may enter: as `Authorization: Bearer` for programs, typed once in the page. At least 16 characters.'),
  GRIDSCOPE_ROLE: z
    .enum(['all', 'api', 'worker'])
    .default('all')
    .describe('What this process does: `api` answers page and programs, `worker` gives cells to servers and draws them, `all` does both. Other than `all` needs REDIS_URL.'),
  REDIS_URL: address(['redis:', 'rediss:'], 'redis://127.0.0.1:6379')
    .optional()
    .describe('Redis that carries work and news between processes, e.g. `redis://127.0.0.1:6379`. Left out: one process does everything.'),
  DATABASE_URL: address(['postgres:', 'postgresql:'], 'postgres://user:password@127.0.0.1:5432/gridscope')
    .optional()
    .describe('PostgreSQL that holds everything but pictures, e.g. `postgres://user:password@127.0.0.1:5432/gridscope`. Left out: SQLite in the data folder.'),
  GRIDSCOPE_CELL_LIMIT: z.coerce.number().int().min(1).max(10_000_000).default(defaultPlanCellLimit).describe('How many cells a plan may have.'),
  GRIDSCOPE_ENGINE: onOff.default('on').describe('The built-in engine.'),
  GRIDSCOPE_DISCOVER: onOff.default('on').describe('Look for ComfyUI on this machine at ports 8188 and 8000 and offer it.'),
  GRIDSCOPE_LEASE_SECONDS: z.coerce.number().int().min(2).max(3_600).default(60).describe('How long a claimed cell stays claimed without a sign of life. A server that does not answer is given up after half of it.'),
  GRIDSCOPE_STUCK_SECONDS: z.coerce.number().int().min(2).max(3_600).default(60).describe('How long a server may hold work of ours without running anything before it counts as stuck.'),
  GRIDSCOPE_LOG: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('warn').describe('How much is logged, as JSON lines on standard error.'),
  DB_DRIVER: z.enum(['sqlite', 'libsql']).optional().describe('SQLite driver. Left out: sqlite3 where it could be built, else libsql.'),
});
export type Settings = z.infer<typeof settings>;
