import { Migration0001MainLine } from './0001-main-line.js';
import { Migration0002Execution } from './0002-execution.js';
import { Migration0003HandSkips } from './0003-hand-skips.js';

/** In order; a migration that was released is never changed. */
export const migrations = [
  { name: '0001-main-line', class: Migration0001MainLine },
  { name: '0002-execution', class: Migration0002Execution },
  { name: '0003-hand-skips', class: Migration0003HandSkips },
];
