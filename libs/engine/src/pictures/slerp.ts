/** Values [batch, channels, before, length, after]; the vectors run over the channels. */
interface Axis {
  readonly channels: number;
  readonly before: number;
  readonly length: number;
  readonly after: number;
}

/**
 * Resizes one axis; between two old places the vectors are turned into each other at even speed (Shoemake 1985) while their lengths
 * are mixed evenly. Places are those of bilinear interpolation without aligned corners.
 */
export function slerpedAlong(values: Float32Array, axis: Axis, newLength: number): Float32Array {
  const { channels, before, length, after } = axis;
  const batch = values.length / (channels * before * length * after);
  const result = new Float32Array(batch * channels * before * newLength * after);
  for (let picture = 0; picture < batch; picture++) {
    for (let outer = 0; outer < before; outer++) {
      for (let place = 0; place < newLength; place++) {
        const at = Math.min(Math.max(((place + 0.5) * length) / newLength - 0.5, 0), length - 1);
        const low = Math.floor(at);
        const pair = [low, Math.min(low + 1, length - 1)] as const;
        for (let inner = 0; inner < after; inner++) {
          const vectorAt = (old: number): number[] =>
            Array.from({ length: channels }, (_, channel) => values[(((picture * channels + channel) * before + outer) * length + old) * after + inner]!);
          const turned = slerp(vectorAt(pair[0]), vectorAt(pair[1]), at - low);
          for (let channel = 0; channel < channels; channel++) {
            result[(((picture * channels + channel) * before + outer) * newLength + place) * after + inner] = turned[channel]!;
          }
        }
      }
    }
  }
  return result;
}

/** Vectors that point the same way keep the first one; opposite ones have no way between them and are mixed. */
function slerp(first: readonly number[], second: readonly number[], share: number): number[] {
  const [firstLength, secondLength] = [Math.hypot(...first), Math.hypot(...second)];
  const [from, to] = [unit(first, firstLength), unit(second, secondLength)];
  const cosine = from.reduce((sum, value, index) => sum + value * to[index]!, 0);
  if (cosine > 1 - 1e-5) return [...first];
  if (cosine < 1e-5 - 1) return first.map((value, index) => value * (1 - share) + second[index]! * share);
  const angle = Math.acos(cosine);
  const length = firstLength * (1 - share) + secondLength * share;
  const [keep, take] = [Math.sin((1 - share) * angle) / Math.sin(angle), Math.sin(share * angle) / Math.sin(angle)];
  return from.map((value, index) => length * (keep * value + take * to[index]!));
}

function unit(vector: readonly number[], length: number): number[] {
  return vector.map((value) => (length === 0 ? 0 : value / length));
}
