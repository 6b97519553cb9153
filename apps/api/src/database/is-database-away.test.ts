import { expect, it } from 'vitest';
import { isDatabaseAway } from './is-database-away.js';

const withCode = (code: string) => Object.assign(new Error('it says no'), { code });

it.each([
  ['a connection that an operator ended', withCode('57P01'), true],
  ['a server that is starting', withCode('57P03'), true],
  ['too many connections', withCode('53300'), true],
  ['transactions that were in each other\'s way', withCode('40P01'), true],
  ['a server that only reads for now', withCode('25006'), true],
  ['a connection that ended', new Error('Connection terminated unexpectedly'), true],
  ['a pool that had none to give', new Error('Knex: Timeout acquiring a connection. The pool is probably full.'), true],
  ['a port on which nobody listens', withCode('ECONNREFUSED'), true],
  ['a file that another process writes', withCode('SQLITE_BUSY'), true],
  ['a file that could not be read', withCode('SQLITE_IOERR_READ'), true],
  ['a row that is there already', withCode('23505'), false],
  ['a row that a constraint forbids', withCode('SQLITE_CONSTRAINT'), false],
  ['a full disk', withCode('SQLITE_FULL'), false],
  ['a mistake in a statement', withCode('42601'), false],
  ['a mistake in the protocol, which would come again', withCode('08P01'), false],
  ['a constraint that is broken at the commit, which would come again', withCode('40002'), false],
  ['a status of HTTP', withCode('404'), false],
  ['a fault of the program', new TypeError('x is not a function'), false],
  ['something that is no error', 'Connection terminated', false],
])('judges %s', (_, error, isAway) => {
  expect(isDatabaseAway(error)).toBe(isAway);
});
