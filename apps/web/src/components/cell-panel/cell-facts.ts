import type { CellDetail, MetricView, TakeView } from '@gridscope/contract';
import { formatDuration } from '../../services/format';

type AttemptView = TakeView['attempts'][number];

export interface Fact { name: string; value: string; /** More, in a tooltip. */ note?: string }

const significantDigits = 4;

/** Every parameter in words, those that axes vary first in the order of the workflow's names. */
export function parameterFacts({ parameters, inputNames }: CellDetail): Fact[] {
  const set = Object.entries(parameters.set).map(([path, value]) => ({ name: inputNames[path] ?? path, value: String(value), note: path }));
  const bypassed = parameters.bypass.map((node) => ({ name: 'bypassed', value: inputNames[node] ?? node }));
  return [...set.sort((one, other) => one.name.localeCompare(other.name)), ...bypassed];
}

/** Times, server and proof of the newest attempt. */
export function attemptFacts({ takes }: CellDetail): Fact[] {
  const attempt = newestOf(takes[0]?.attempts ?? []);
  if (attempt === undefined) return [];
  const seconds = (name: string, value: number | undefined) => (value === undefined ? [] : [{ name, value: formatDuration(value) }]);
  const text = (name: string, value: string | undefined) => (value === undefined ? [] : [{ name, value }]);
  return [
    ...seconds('waited', attempt.waitSeconds),
    ...seconds('loaded', attempt.loadSeconds),
    ...seconds('drew', attempt.drawSeconds),
    ...text('server', attempt.serverName),
    ...text('device', attempt.device),
    ...text('ComfyUI', attempt.comfyVersion),
    ...(attempt.verification === 'unverified' ? [{ name: 'proof', value: 'unverified', note: 'The server hides metadata: what it executed could not be checked against the picture.' }] : text('proof', attempt.verification)),
    ...text('error', attempt.error),
  ];
}

function newestOf(attempts: readonly AttemptView[]): AttemptView | undefined {
  return [...attempts].sort((one, other) => other.number - one.number)[0];
}

/** Every attempt at the newest take and how it ended, where there was more than one. */
export function attemptHistory({ takes }: CellDetail): Fact[] {
  const attempts = takes[0]?.attempts ?? [];
  if (attempts.length < 2) return [];
  return attempts.map(({ number, state, serverName, error }) => ({ name: `attempt ${number}`, value: `${state} on ${serverName}${error === undefined ? '' : `: ${error}`}` }));
}

/** A measured number with its unit. */
export function metricFact({ label, value, unit, source, direction }: MetricView): Fact {
  const number = Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(significantDigits)));
  const better = direction === 'neither' ? '' : `\nThe ${direction}, the better.`;
  return { name: label, value: unit === '' ? number : `${number} ${unit}`, note: `${source}${better}` };
}
