import { isRecord } from './is-record.js';
import type { Recording, RecordedRequest } from './recording.js';

/** Why a scenario cannot be played to a server that was not started for it; undefined: it can. */
export function whyNeedsOwnServer({ scenario, server_arguments: flags, steps }: Recording): string | undefined {
  if (flags?.some((flag) => !isHarmless(flag))) return `the server was started with ${flags.join(' ')}`;
  if (steps.some(({ kind }) => kind === 'process')) return 'the server is killed and started again';
  if (scenario === 'execution-error') return 'its errors are those of the recorded models and packages';
  if (scenario === 'worker-dies') return 'it ends the worker thread of the server';
  return undefined;
}

/** What a scenario would do to others' jobs and results: requests that clear, stop or free whatever is there. */
export function destructiveRequests({ steps }: Recording): string[] {
  const requests = steps.flatMap((step) => (step.kind === 'http' ? [step.request] : []));
  return [...new Set(requests.filter(isDestructive).map(({ method, path }) => `${method} ${path.split('?')[0] ?? ''}`))];
}

/** Where the recorded server found further models. */
function isHarmless(flag: string): boolean {
  return flag === '--extra-model-paths-config' || flag.endsWith('.yaml');
}

function isDestructive({ method, path, json }: RecordedRequest): boolean {
  if (method !== 'POST') return false;
  const body = isRecord(json) ? json : {};
  if (/^(\/api)?\/(queue|history)$/.test(path)) return body['clear'] === true;
  if (/^(\/api)?\/interrupt$/.test(path)) return body['prompt_id'] === undefined;
  return /^(\/api)?\/free$/.test(path);
}
