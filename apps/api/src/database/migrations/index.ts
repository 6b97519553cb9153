import { Migration0001MainLine } from './0001-main-line.js';
import { Migration0002Execution } from './0002-execution.js';

/** In order; a migration that was released is never changed. */
export const migrations = [
  { name: '0001-main-line', class: Migration0001MainLine },
  { name: '0002-execution', class: Migration0002Execution },
];
