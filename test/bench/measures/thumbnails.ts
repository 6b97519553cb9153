import { decodePixels, makeThumbnails } from '@gridscope/api/dist/images/thumbnails.js';
import { measurePicture } from '@gridscope/api/dist/metrics/measures.js';
import type { Benchmark, Figures } from '../benchmark.js';
import { noisyPicture } from '../noisy-picture.js';
import { repeat, words } from '../repeat.js';

const times = 15;
const sidesPx = [512, 1_024];

/** What is done with every picture that arrives: decoded, measured, thumbnails of all sizes. */
export const thumbnails: Benchmark = {
  name: 'thumbnailMs',
  title: 'one picture: all thumbnails and all measures',
  async measure(say) {
    const figures: Record<string, Figures> = {};
    for (const sidePx of sidesPx) {
      const pictures = await Promise.all(Array.from({ length: times }, (_, seed) => noisyPicture(sidePx, seed)));
      const runs = await repeat(times, async (turn) => {
        const pixels = await decodePixels(pictures[turn] ?? Buffer.alloc(0));
        if ((await makeThumbnails(pixels)).size < 4 || measurePicture(pixels).length < 3) throw new Error('not everything was made');
      });
      say(`${sidePx} px: ${words(runs)}`);
      figures[sidePx] = runs.medianMs;
    }
    return figures;
  },
};
