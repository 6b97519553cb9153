import { fileURLToPath } from 'node:url';
import { readDraftFile } from '@gridscope/api/dist/experiments/draft-file.js';
import { ApiClient, type ExperimentDraftInput, experimentDraft } from '@gridscope/contract';
import type { Benchmark } from '../benchmark.js';
import { assertDone, drawPlan } from '../draw-plan.js';
import { startProgram } from '../program.js';
import { collect, timeOf, words } from '../repeat.js';
import { withFolder } from '../temporary-folder.js';

const times = 3;
// From test/dist/bench/measures.
const file = fileURLToPath(new URL('../../../../examples/first-grid.yaml', import.meta.url));

/** The shipped example, as it is when somebody starts it for the first time. */
export const exampleGrid: Benchmark = {
  name: 'exampleMs',
  title: 'examples/first-grid.yaml, 60 cells of 512 × 512 px, on the built-in engine',
  async measure(say) {
    const { draft } = await readDraftFile(file);
    const runs = await collect(times, () => withFolder((folder) => drawn(folder, experimentDraft.parse(draft))));
    say(words(runs));
    return runs.medianMs;
  },
};

/** The clock starts when the program is there. */
async function drawn(folder: string, draft: ExperimentDraftInput): Promise<number> {
  const program = await startProgram(folder);
  try {
    const api = new ApiClient({ baseUrl: program.url });
    return await timeOf(async () => assertDone(await drawPlan(api, program.url, draft)));
  } finally {
    await program.stop();
  }
}
