const STATE_LENGTH = 624;
const SHIFT = 397;

/**
 * PyTorch's generator on the CPU: the Mersenne Twister MT19937 (Matsumoto and Nishimura 1998), seeded with the
 * low 32 bits of the seed. `randn` gives the float32 numbers of `torch.randn`, call after call.
 */
export class TorchRandom {
  readonly #state = new Uint32Array(STATE_LENGTH);
  #position = STATE_LENGTH;
  #spareNormal: number | undefined;

  constructor(seed: bigint) {
    let word = Number(BigInt.asUintN(32, seed));
    this.#state[0] = word;
    for (let index = 1; index < STATE_LENGTH; index++) {
      word = (Math.imul(1812433253, word ^ (word >>> 30)) + index) >>> 0;
      this.#state[index] = word;
    }
  }

  /** The next 32 random bits. */
  nextUint32(): number {
    if (this.#position === STATE_LENGTH) this.#renew();
    let word = this.#state[this.#position++]!;
    word ^= word >>> 11;
    word ^= (word << 7) & 0x9d2c5680;
    word ^= (word << 15) & 0xefc60000;
    return (word ^ (word >>> 18)) >>> 0;
  }

  /** The next float32 in [0, 1): 24 bits. */
  nextFloat(): number {
    return (this.nextUint32() & 0xffffff) / 0x1000000;
  }

  /** Standard normal numbers as `torch.randn` draws them for a tensor of this many. */
  randn(count: number): Float32Array {
    const values = new Float32Array(count);
    if (count < 16) return values.map(() => this.#nextNormal());
    for (let index = 0; index < count; index++) values[index] = this.nextFloat();
    for (let start = 0; start + 16 <= count; start += 16) boxMuller16(values, start);
    if (count % 16 !== 0) this.#redrawTail(values);
    return values;
  }

  /** A tensor whose length is no multiple of 16 gets its last 16 numbers drawn anew. */
  #redrawTail(values: Float32Array): void {
    const start = values.length - 16;
    for (let index = start; index < values.length; index++) values[index] = this.nextFloat();
    boxMuller16(values, start);
  }

  /** Box–Muller one by one in doubles, the way of small tensors. */
  #nextNormal(): number {
    if (this.#spareNormal !== undefined) {
      const spare = this.#spareNormal;
      this.#spareNormal = undefined;
      return spare;
    }
    const angle = 2 * Math.PI * this.#nextDouble();
    const radius = Math.sqrt(-2 * Math.log1p(-this.#nextDouble()));
    this.#spareNormal = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }

  /** The next double in [0, 1): 53 bits of two draws, the first above the second. */
  #nextDouble(): number {
    const high = this.nextUint32() & 0x1fffff;
    return (high * 0x1_0000_0000 + this.nextUint32()) / 2 ** 53;
  }

  #renew(): void {
    const state = this.#state;
    for (let index = 0; index < STATE_LENGTH; index++) {
      const bits = (state[index]! & 0x80000000) | (state[(index + 1) % STATE_LENGTH]! & 0x7fffffff);
      const twist = (bits >>> 1) ^ (bits & 1 ? 0x9908b0df : 0);
      state[index] = state[(index + SHIFT) % STATE_LENGTH]! ^ twist;
    }
    this.#position = 0;
  }
}

/** Box and Muller 1958 on a block of 16 uniforms: number i pairs with number i + 8. */
function boxMuller16(values: Float32Array, start: number): void {
  for (let index = start; index < start + 8; index++) {
    const radius = Math.sqrt(-2 * Math.log(1 - values[index]!));
    const angle = 2 * Math.PI * values[index + 8]!;
    values[index] = radius * Math.cos(angle);
    values[index + 8] = radius * Math.sin(angle);
  }
}
