import { describe, expect, it } from 'vitest';
import { formatBytes, formatClock, formatCounted, formatDuration, formatMoment } from './format';

describe('formatDuration', () => {
  it.each([[0, '0 s'], [0.004, '4 ms'], [0.424, '0.42 s'], [2.1, '2.1 s'], [24, '24 s'], [240, '4 min'], [9_000, '2.5 h'], [200_000, '2 days']])('says %d s as %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });
});

describe('formatClock', () => {
  it.each([[0, '0:00'], [24.4, '0:24'], [725, '12:05'], [11_045, '3:04:05'], [-3, '0:00']])('shows %d s as %s', (seconds, text) => {
    expect(formatClock(seconds)).toBe(text);
  });
});

describe('formatBytes', () => {
  it.each([[0, '0 B'], [512, '512 B'], [1_536, '1.5 KiB'], [24 * 2 ** 30, '24 GiB']])('shows %d as %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });
});

describe('formatMoment', () => {
  const at = (text: string) => new Date(text).getTime();
  const now = at('2026-05-04T12:00:00');

  it.each([
    ['the same day', '2026-05-04T09:05:00', 'today 09:05'],
    ['the day before', '2026-05-03T23:59:00', 'yesterday 23:59'],
    ['the same year', '2026-01-02T08:00:00', '2 Jan 08:00'],
    ['another year', '2025-12-31T08:00:00', '31 Dec 2025'],
  ])('names %s', (_, moment, text) => {
    expect(formatMoment(at(moment), now)).toBe(text);
  });
});

it('has a noun for one and for many', () => {
  expect(formatCounted(1, 'cell')).toBe('1 cell');
  expect(formatCounted(1_000_000, 'cell')).toBe('1,000,000 cells');
});
