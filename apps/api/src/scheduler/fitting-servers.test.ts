import { expect, it } from 'vitest';
import { fittingServers } from './fitting-servers.js';

const all = ['ash', 'birch'];
/** Ash is the smaller one; of cedar nothing is known. */
const memory = new Map([['alder', 8], ['ash', 8], ['birch', 24]]);

it.each([
  ['any server where nothing was lost', { able: all, chosen: all }, {}, all],
  ['another one than the one that lost it', { able: all, chosen: all }, { lost: ['ash'] }, ['birch']],
  ['the one that lost it where no other is able', { able: ['ash'], chosen: all }, { lost: ['ash'] }, ['ash']],
  ['one with more memory', { able: all, chosen: all }, { tooSmall: ['ash'] }, ['birch']],
  ['none while the one with more memory is away', { able: ['ash'], chosen: all }, { tooSmall: ['ash'] }, []],
  ['the small one where there is no larger one any more, so that it ends', { able: ['ash'], chosen: ['ash'] }, { tooSmall: ['ash'] }, ['ash']],
  ['none that has no more memory than one that was too small', { able: ['alder', 'birch'], chosen: ['alder', ...all] }, { tooSmall: ['ash'] }, ['birch']],
  ['none while one is away that has not said yet how much memory it has', { able: ['alder', 'ash'], chosen: ['alder', 'ash', 'cedar'] }, { tooSmall: ['ash'] }, []],
  ['any other where the one that was too small does not say how much it has', { able: ['ash', 'cedar'], chosen: ['ash', 'cedar'] }, { tooSmall: ['cedar'] }, ['ash']],
  ['one with more memory though it lost it, rather than a small one', { able: all, chosen: all }, { tooSmall: ['ash'], lost: ['birch'] }, ['birch']],
])('gives a cell to %s', (_, { able, chosen }, unfit, expected) => {
  expect([...fittingServers({ able: new Set(able), chosen: new Set(chosen), memoryOf: (serverId) => memory.get(serverId) }, { tooSmall: [], lost: [], ...unfit })]).toEqual(expected);
});
