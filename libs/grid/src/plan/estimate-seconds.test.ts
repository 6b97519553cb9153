import { describe, expect, it } from 'vitest';
import { estimateSeconds } from './estimate-seconds.js';

describe('an estimate', () => {
  it('lies around cells × seconds for a server that was measured', () => {
    const { fromSeconds, toSeconds, basis } = estimateSeconds({ cells: 100, servers: [{ secondsPerCell: 2, basis: 'measured' }] });

    expect(basis).toBe('measured');
    expect(fromSeconds).toBeGreaterThan(150);
    expect(fromSeconds).toBeLessThan(200);
    expect(toSeconds).toBeGreaterThan(200);
    expect(toSeconds).toBeLessThan(300);
  });

  it('is wider where the pace is guessed', () => {
    const width = (basis: 'measured' | 'guess') => {
      const { fromSeconds, toSeconds } = estimateSeconds({ cells: 10, servers: [{ secondsPerCell: 2, basis }] });
      return toSeconds - fromSeconds;
    };

    expect(width('guess')).toBeGreaterThan(width('measured'));
  });

  it('shares the cells among servers by their speed', () => {
    const alone = estimateSeconds({ cells: 300, servers: [{ secondsPerCell: 1, basis: 'measured' }] });
    const together = estimateSeconds({ cells: 300, servers: [{ secondsPerCell: 1, basis: 'measured' }, { secondsPerCell: 2, basis: 'measured' }] });

    expect(together.toSeconds).toBeCloseTo((alone.toSeconds * 2) / 3, 0);
  });

  it('does not share one cell among two servers', () => {
    const one = estimateSeconds({ cells: 1, servers: [{ secondsPerCell: 10, basis: 'measured' }] });

    expect(estimateSeconds({ cells: 1, servers: [{ secondsPerCell: 10, basis: 'measured' }, { secondsPerCell: 10, basis: 'measured' }] })).toEqual(one);
  });

  it.each([
    ['no cells', { cells: 0, servers: [{ secondsPerCell: 2, basis: 'measured' as const }] }, 0],
    ['no server: one of unknown pace', { cells: 10, servers: [] }, 600],
  ])('knows an end for %s', (_, input, toSeconds) => {
    expect(estimateSeconds(input).toSeconds).toBeCloseTo(toSeconds, 0);
  });

  it('is a guess as soon as one server is', () => {
    expect(estimateSeconds({ cells: 1, servers: [{ secondsPerCell: 1, basis: 'measured' }, { basis: 'guess' }] }).basis).toBe('guess');
  });
});
