import type { Json } from '@gridscope/comfy';
import type { NodeInputs } from './node-inputs.js';

/**
 * One node class that the engine can run. One file per class, `nodes/<kebab-class>.ts`, with one exported object;
 * `nodes/registry.ts` lists them by hand:
 *
 *   export const builtInNodes: readonly EngineNode[] = [emptyImage, saveImage, …];
 *   export const builtInModels: ModelFolders = { checkpoints: […], loras: […], … };
 *
 * A module given by `--nodes` exports `nodes: readonly EngineNode[]`.
 */
export interface EngineNode {
  /** The class type. */
  name: string;
  /**
   * The node's entry of `/object_info`, as recorded. A function where a combo's choices are files: it is called each time
   * the catalogue is asked for and each time a prompt is validated, so an upload is there at once.
   */
  spec: NodeSpec | ((choices: Choices) => NodeSpec);
  /**
   * Called once per item when inputs are lists (spec.is_input_list false), else once with lists.
   * Throw to fail the node: `error.name` is the `exception_type`, `error.message` the `exception_message`.
   * What a call takes long in must await `context.progress` or `context.step` in between, so that the server goes on answering.
   */
  run(inputs: NodeInputs, context: NodeContext): NodeResult | Promise<NodeResult>;
  /** ComfyUI's `async def`: other ready nodes run while this one waits. A node that merely returns a promise does not set it. */
  isAsync?: boolean;
  /** IS_CHANGED / fingerprint_inputs: part of the cache signature; `Number.NaN` is never equal (never cached). Only widget values are there; linked ones are undefined. It stands in the PNG's prompt as `is_changed`. */
  isChanged?(inputs: NodeInputs, context: CheckContext): Json | Promise<Json>;
  /** VALIDATE_INPUTS: `inputs` are the names it takes (they skip the ordinary checks), or 'all'. Gives true, or what is wrong; false is a failure without a text. */
  validation?: { inputs: readonly string[] | 'all'; check(inputs: NodeInputs, context: CheckContext): boolean | string | Promise<boolean | string> };
  /** check_lazy_status: which of the inputs marked `lazy` are needed, given those known so far (unknown ones are undefined). */
  neededLazyInputs?(inputs: NodeInputs): string[];
  /** NOT_IDEMPOTENT: the node's id is part of its cache signature. */
  isNotIdempotent?: boolean;
}

export interface NodeResult {
  /** One per output of the spec; where `output_is_list` is true, an array. `[]` for output nodes without outputs. A `Blocked` in place of a value blocks the branch. */
  outputs: readonly unknown[];
  /** What `executed` and the history carry, e.g. `{ images: [{ filename, subfolder, type }] }`. Left out: nothing is announced. */
  ui?: Record<string, Json[]>;
  /** The node becomes this graph (ids from `context.graphPrefix()`), `outputs` holding links `[id, slot]` into it or plain values. */
  expand?: Record<string, PromptNode>;
}

export interface PromptNode { class_type: string; inputs: Record<string, unknown>; _meta?: { title?: string } }
export type Prompt = Record<string, PromptNode>;

/** An entry of `/object_info` (facts §4). */
export interface NodeSpec {
  input: { required?: Record<string, InputSpec>; optional?: Record<string, InputSpec>; hidden?: Record<string, Json> };
  input_order: Record<string, string[]>;
  is_input_list: boolean;
  output: Json[];
  output_is_list: boolean[];
  output_name: Json[];
  name: string;
  display_name: string | null;
  description: string | null;
  python_module: string;
  category: string;
  output_node: boolean;
  has_intermediate_output: boolean;
  /** Everything else the recorded entry carries. */
  [more: string]: unknown;
}
/** `[type]` or `[type, options]`; the type is an array of choices in the old form of a combo. */
export type InputSpec = Json[];

/** File names by model folder (`checkpoints`, `loras`, `vae`, `upscale_models`, `diffusion_models`, `text_encoders`, …). */
export type ModelFolders = Readonly<Record<string, readonly string[]>>;

export interface Choices {
  /** Names in a model folder, sorted: the engine's own, those given by options, and files in `<dir>/models/<folder>`. */
  models(folder: string): string[];
  /** Pictures, by their ending, at the top of `<dir>/input`, sorted (LoadImage's list). */
  inputFiles(): string[];
  /** Files at the top of `<dir>/output`, sorted. */
  outputFiles(): string[];
}

/** Absolute paths. */
export interface EngineDirs { input: string; output: string; temp: string; models: string; user: string }

export interface CheckContext { dirs: EngineDirs; choices: Choices }

export interface NodeContext extends CheckContext {
  promptId: string;
  /** The id of this node; `1.0.0.2` for an expanded one. */
  uniqueId: string;
  /** The whole prompt as executed, for PROMPT; with `is_changed` where nodes have it, for the PNG's text chunk. */
  prompt: Prompt;
  extraPngInfo: Readonly<Record<string, Json>> | undefined;
  /** False under `--disable-metadata` or the fault that hides it: write no text chunks. */
  isMetadataWanted: boolean;
  /** What ComfyUI's node object would remember: kept as long as each prompt has a node of this id and class. */
  object: Map<string, unknown>;
  /** Aborted when the prompt is interrupted. */
  signal: AbortSignal;
  /** Throws InterruptedError when the prompt is to stop. */
  throwIfInterrupted(): void;
  /** Whether previews are asked for: make none otherwise. */
  isPreviewWanted: boolean;
  /**
   * Announces progress (value of max; sent thinned out), sends the preview, lets the server answer, throws when interrupted.
   */
  progress(value: number, max: number, preview?: Preview): Promise<void>;
  /** `progress` for one sampling step: also costs the seconds per step that the engine was started with. */
  step(value: number, max: number, preview?: Preview): Promise<void>;
  /** Makes a model resident: costs the load time where it is not, puts others out by need, throws OutOfMemoryError when it can never fit. */
  loadModel(model: { name: string; folder: string; sizeMiB: number }): Promise<void>;
  /** Claims memory for the rest of this node beside the resident models (putting some out by need); throws OutOfMemoryError when it cannot fit. */
  allocate(sizeMiB: number): void;
  /** A text beside the node, frame type 3, to everybody (GetImageSize). */
  sendText(text: string): void;
  /** `1.0.0.`: put before the ids of an expanded graph; counts up with each call. */
  graphPrefix(): string;
}

/** 8-bit RGB or RGBA rows; `isFullSize` leaves the size alone (SaveImageWebsocket), otherwise it is scaled to fit 512. */
export interface Preview { data: Uint8Array; width: number; height: number; channels: 3 | 4; format: 'jpeg' | 'png'; isFullSize?: boolean }

/** The prompt is to stop: nodes let it pass. */
export class InterruptedError extends Error {
  override name = 'InterruptProcessingException';
}

/** As PyTorch reports it. */
export class OutOfMemoryError extends Error {
  override name = 'torch.OutOfMemoryError';
}
