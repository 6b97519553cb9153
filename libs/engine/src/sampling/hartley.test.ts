import { describe, expect, it } from 'vitest';
import { HartleyTransform } from './hartley.js';
import { startNoise } from './start-noise.js';

/** The definition: Σ value · cas(2π·row·k / height) · cas(2π·column·l / width), over √(height · width). */
function byDefinition(values: Float32Array, height: number, width: number): number[] {
  const cas = (angle: number): number => Math.cos(angle) + Math.sin(angle);
  return Array.from(values, (_, place) => {
    const [k, l] = [Math.floor(place / width), place % width];
    let sum = 0;
    for (const [index, value] of values.entries()) {
      const [row, column] = [Math.floor(index / width), index % width];
      sum += value * cas((2 * Math.PI * row * k) / height) * cas((2 * Math.PI * column * l) / width);
    }
    return sum / Math.sqrt(height * width);
  });
}

describe('HartleyTransform', () => {
  it.each([[4, 4], [7, 9], [1, 5], [12, 10], [11, 6]])('is what its definition says for %i × %i', (height, width) => {
    const plane = startNoise(1n, [height, width]);

    const transformed = new HartleyTransform(height, width).apply(plane);

    for (const [index, value] of byDefinition(plane, height, width).entries()) expect(transformed[index]).toBeCloseTo(value, 5);
  });

  it.each([[64, 64, 4], [56, 72, 4], [61, 8, 3]])('undoes itself for %i × %i, %i planes', (height, width, planes) => {
    const values = startNoise(2n, [planes, height, width]);
    const transform = new HartleyTransform(height, width);

    const back = transform.apply(transform.apply(values));

    for (const [index, value] of values.entries()) expect(Math.abs(back[index]! - value)).toBeLessThan(1e-5);
  });
});
