import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { resizeLatent, type LatentResizeMethod } from './resize-latent.js';

interface Recording {
  latent: number[];
  rows: { upscale_method: LatentResizeMethod; width: number; height: number; crop: 'disabled' | 'center'; result: number[] }[];
}

const path = new URL('../../../../test/recorded/comfyui/0.33.0/latent-ops.json', import.meta.url);
// The recording is our own file; its shape is written above.
const recording = JSON.parse(readFileSync(path, 'utf8')) as Recording;

describe('resizeLatent', () => {
  const latent = { samples: Float32Array.from(recording.latent), shape: [1, 4, 4, 4] } as const;

  it.each(recording.rows)('makes $width × $height by $upscale_method, crop $crop, as recorded', ({ upscale_method, width, height, crop, result }) => {
    const resized = resizeLatent(latent, { method: upscale_method, width, height, crop });

    expect(resized.shape).toEqual([1, 4, height, width]);
    expect(resized.samples).toHaveLength(result.length);
    for (const [index, value] of result.entries()) expect(Math.abs(resized.samples[index]! - value)).toBeLessThanOrEqual(1e-5 + 1e-4 * Math.abs(value));
  });
});
