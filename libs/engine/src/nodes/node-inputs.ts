import type { Clip, Conditioning, Guider, Image, Latent, Mask, Model, NodeValue, Noise, Sampler, Sigmas, UpscaleModel, Vae } from './values.js';

/** The inputs of one call of a node, by name; a reader throws TypeError when the value is of another type, as a ComfyUI node would. */
export class NodeInputs {
  constructor(private readonly values: Readonly<Record<string, unknown>>) {}

  get names(): string[] {
    return Object.keys(this.values);
  }

  has(name: string): boolean {
    return this.values[name] !== undefined;
  }

  /** As it is; undefined where the prompt leaves the input out. */
  value(name: string): unknown {
    return this.values[name];
  }

  /** For nodes with `is_input_list`: every input is a list. */
  list(name: string): readonly unknown[] {
    const value = this.values[name];
    if (!Array.isArray(value)) throw wrongType(name, 'a list', value);
    return value;
  }

  /** A number of INT or FLOAT; an integer beyond 2^53 loses its last digits (use `integer` for seeds). */
  number(name: string): number {
    const value = this.values[name];
    if (typeof value === 'bigint') return Number(value);
    if (typeof value !== 'number') throw wrongType(name, 'a number', value);
    return value;
  }

  /** An exact integer, for seeds. */
  integer(name: string): bigint {
    const value = this.values[name];
    if (typeof value === 'bigint') return value;
    if (typeof value !== 'number' || !Number.isInteger(value)) throw wrongType(name, 'an integer', value);
    return BigInt(value);
  }

  text(name: string): string {
    const value = this.values[name];
    if (typeof value !== 'string') throw wrongType(name, 'text', value);
    return value;
  }

  boolean(name: string): boolean {
    const value = this.values[name];
    if (typeof value !== 'boolean') throw wrongType(name, 'a boolean', value);
    return value;
  }

  image(name: string): Image { return this.tagged(name, 'IMAGE'); }
  mask(name: string): Mask { return this.tagged(name, 'MASK'); }
  latent(name: string): Latent { return this.tagged(name, 'LATENT'); }
  conditioning(name: string): Conditioning { return this.tagged(name, 'CONDITIONING'); }
  model(name: string): Model { return this.tagged(name, 'MODEL'); }
  clip(name: string): Clip { return this.tagged(name, 'CLIP'); }
  vae(name: string): Vae { return this.tagged(name, 'VAE'); }
  upscaleModel(name: string): UpscaleModel { return this.tagged(name, 'UPSCALE_MODEL'); }
  noise(name: string): Noise { return this.tagged(name, 'NOISE'); }
  sampler(name: string): Sampler { return this.tagged(name, 'SAMPLER'); }
  sigmas(name: string): Sigmas { return this.tagged(name, 'SIGMAS'); }
  guider(name: string): Guider { return this.tagged(name, 'GUIDER'); }

  private tagged<Kind extends NodeValue['kind']>(name: string, kind: Kind): Extract<NodeValue, { kind: Kind }> {
    const value = this.values[name];
    if (!isTagged(value, kind)) throw wrongType(name, kind, value);
    return value;
  }
}

function isTagged<Kind extends NodeValue['kind']>(value: unknown, kind: Kind): value is Extract<NodeValue, { kind: Kind }> {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === kind;
}

function wrongType(name: string, wanted: string, value: unknown): TypeError {
  return new TypeError(`input "${name}" is not ${wanted} but ${value === null ? 'null' : typeof value}`);
}
