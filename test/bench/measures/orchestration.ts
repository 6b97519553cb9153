import { ApiClient } from '@gridscope/contract';
import type { Benchmark } from '../benchmark.js';
import { assertDone, drawPlan } from '../draw-plan.js';
import { freePictures } from '../free-pictures.js';
import { startProgram } from '../program.js';
import { repeat, words } from '../repeat.js';
import { withFolder } from '../temporary-folder.js';

const times = 5;
const cellCount = 500;

/** What a cell costs beside the drawing: the whole program with its engine, from the draft to the last event at a page. */
export const orchestration: Benchmark = {
  name: 'orchestrationMsPerCell',
  title: `${cellCount} cells of 64 × 64 px that cost nothing to draw, from the draft to the last event`,
  measure: (say) =>
    withFolder(async (folder) => {
      const program = await startProgram(folder);
      try {
        const api = new ApiClient({ baseUrl: program.url });
        const runs = await repeat(times, async (turn) => {
          const seeds = `${turn * cellCount}-${(turn + 1) * cellCount - 1}`;
          assertDone(await drawPlan(api, program.url, freePictures(`free ${turn}`, { 'ImageAddNoise.seed': seeds })));
        });
        const perCell = { medianMs: runs.medianMs / cellCount, allMs: runs.allMs.map((ms) => ms / cellCount) };
        say(`a cell: ${words(perCell)}`);
        return perCell.medianMs;
      } finally {
        await program.stop();
      }
    }),
};
