const count = new Intl.NumberFormat('en');

/** A count with its thousands apart: `1,000,000`. */
export function formatCount(value: number): string {
  return count.format(value);
}

/** A count and its noun: `1 cell`, `60 cells`. */
export function formatCounted(value: number, singular: string, plural = `${singular}s`): string {
  return `${formatCount(value)} ${value === 1 ? singular : plural}`;
}

/** A remaining time as a clock: `0:24`, `12:05`, `3:04:00`. */
export function formatClock(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const twoDigits = (value: number) => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${twoDigits(minutes)}:${twoDigits(rest)}` : `${minutes}:${twoDigits(rest)}`;
}

/** A duration in its fitting unit: `35 ms`, `0.42 s`, `24 s`, `4 min`, `3.5 h`, `2 days`. */
export function formatDuration(seconds: number): string {
  if (seconds > 0 && seconds < 0.1) return `${Math.max(1, Math.round(1000 * seconds))} ms`;
  if (seconds < 10) return `${trim(seconds, seconds < 1 ? 2 : 1)} s`;
  if (seconds < 90) return `${Math.round(seconds)} s`;
  if (seconds < 90 * 60) return `${Math.round(seconds / 60)} min`;
  if (seconds < 48 * 3600) return `${trim(seconds / 3600, 1)} h`;
  return `${Math.round(seconds / 86_400)} days`;
}

/** A size in binary units: `512 KiB`, `24 GiB`. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
  const value = bytes / 1024 ** power;
  return `${trim(value, value < 10 && power > 0 ? 1 : 0)} ${units[power]}`;
}

const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const timeOfDay = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const dayOfYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });

/** A moment as people say it: `today 12:04`, `yesterday 9:10`, `3 May 14:00`, `3 May 2024`. */
export function formatMoment(atMs: number, nowMs: number): string {
  const daysAgo = Math.round((startOfDay(nowMs) - startOfDay(atMs)) / 86_400_000);
  if (daysAgo === 0) return `today ${time.format(atMs)}`;
  if (daysAgo === 1) return `yesterday ${time.format(atMs)}`;
  if (new Date(atMs).getFullYear() === new Date(nowMs).getFullYear()) return `${day.format(atMs)} ${time.format(atMs)}`;
  return dayOfYear.format(atMs);
}

/** A moment of this day to the second: `14:02:10`. */
export function formatTime(atMs: number): string {
  return timeOfDay.format(atMs);
}

function startOfDay(atMs: number): number {
  return new Date(atMs).setHours(0, 0, 0, 0);
}

function trim(value: number, digits: number): string {
  return String(Number(value.toFixed(digits)));
}
