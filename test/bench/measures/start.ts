import type { Benchmark } from '../benchmark.js';
import { startProgram } from '../program.js';
import { collect, words } from '../repeat.js';
import { withFolder } from '../temporary-folder.js';

const times = 5;

/** From starting the program to its first page. */
export const start: Benchmark = {
  name: 'startMs',
  title: 'from node apps/api/dist/main.js to the first page',
  measure: (say) =>
    withFolder(async (folder) => {
      const fresh = await collect(times, () => withFolder(untilFirstPage));
      say(`on a new data folder: ${words(fresh)}`);
      await untilFirstPage(folder);
      const existing = await collect(times, () => untilFirstPage(folder));
      say(`on an existing one: ${words(existing)}`);
      return { newFolder: fresh.medianMs, existingFolder: existing.medianMs };
    }),
};

async function untilFirstPage(folder: string): Promise<number> {
  const startedAtMs = performance.now();
  const program = await startProgram(folder);
  try {
    const answer = await fetch(program.url);
    const page = await answer.text();
    if (!answer.ok || !page.includes('<html')) throw new Error(`the first page was answered with ${answer.status}; is the web page built?`);
    return performance.now() - startedAtMs;
  } finally {
    await program.stop();
  }
}
