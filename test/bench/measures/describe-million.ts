import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Benchmark } from '../benchmark.js';
import { median } from '../median.js';

const times = 5;
const child = fileURLToPath(new URL('../describe-million-process.js', import.meta.url));

/** A plan of a million cells, described in a process of its own, so that its memory is nobody else's. */
export const describeMillion: Benchmark = {
  name: 'describeMillion',
  title: 'a plan of 1,000,000 cells with skip rules: count, labels, any cell',
  async measure(say) {
    const runs: { ms: number; MiB: number }[] = [];
    for (let turn = 0; turn < times; turn += 1) runs.push(await inProcess());
    say(runs.map(({ ms, MiB }) => `${ms.toFixed(0)} ms, ${MiB.toFixed(1)} MiB`).join('; '));
    return { ms: median(runs.map(({ ms }) => ms)), MiB: median(runs.map(({ MiB }) => MiB)) };
  },
};

async function inProcess(): Promise<{ ms: number; MiB: number }> {
  const { stdout } = await promisify(execFile)(process.execPath, [child]);
  // Written by describe-million-process.ts.
  return JSON.parse(stdout) as { ms: number; MiB: number };
}
