import type { Json } from '@gridscope/comfy';
import type { EngineNode } from '../nodes/node.js';

/** How node results are kept between prompts (facts §3.3). `ram` keeps everything; `default` is 0.33's, which comes to the previous prompt's. */
export type CacheMode = { kind: 'default' } | { kind: 'classic' } | { kind: 'lru'; size: number } | { kind: 'ram' } | { kind: 'none' };

/** Options that can cross to a worker thread. */
export interface SerializableEngineOptions {
  /** Default 0: any free one. */
  port?: number;
  /** Default 127.0.0.1. */
  host?: string;
  /** Base folder: `input`, `output`, `temp`, `models` and `user` are made in it. `temp` is emptied at start and end. */
  dir: string;
  /** Further checkpoint names beside the engine's own. */
  checkpoints?: readonly string[];
  /** Further LoRA names beside the engine's own. */
  loras?: readonly string[];
  /** Use only the names given above: the engine's own models are left out. Default false. */
  hasOnlyGivenModels?: boolean;
  /** Modules with further node classes (`export const nodes: EngineNode[]`): paths or file URLs. */
  nodes?: readonly string[];
  /** ComfyUI version to behave like; default 0.33.0. */
  version?: string;
  /** What each sampling step costs beside its own time; default 0. */
  secondsPerStep?: number;
  /** What loading a model costs; default 0. */
  secondsPerLoad?: number;
  /** What every prompt costs in all, with what its nodes compute but without its loads; left out: what it takes. */
  secondsPerPrompt?: number;
  /** File to which a JSON line is added (`RecordedEvent`) when a prompt is put, starts, loads a model and ends; left out: none. */
  record?: string;
  /** Memory of the pretended device; default 24576. */
  memoryLimitMiB?: number;
  cacheMode?: CacheMode;
  /** `--preview-method`; default none. */
  previewMethod?: 'none' | 'auto' | 'latent2rgb' | 'taesd';
  /** `--disable-metadata`: pictures without text chunks. */
  isMetadataDisabled?: boolean;
  /** `--enable-cors-header [ORIGIN]`. */
  corsOrigin?: string;
  /** `--max-upload-size`, MiB; default 100. */
  maxUploadMiB?: number;
  faults?: EngineFaults;
}

export interface EngineOptions extends SerializableEngineOptions {
  /** Further node classes, beside those of modules. */
  nodeClasses?: readonly EngineNode[];
}

/** A node of this class, with these inputs (literals or links as sent) where some are given, raises an exception of this type. */
export interface NodeFault {
  classType: string;
  when?: Readonly<Record<string, Json>>;
  /** Fails after this sampling step, counting from 1; left out: before it does anything. */
  afterStep?: number;
  exceptionType: string;
  message: string;
}

/** What goes wrong on purpose. Never reachable over the network. */
export interface EngineFaults {
  /** Socket messages of these types are not sent. `*` is all. */
  dropMessages?: readonly string[];
  /** Socket messages of these types are sent twice. */
  doubleMessages?: readonly string[];
  /** Every socket message waits this long. */
  delayMessagesMs?: number;
  /** All sockets are cut (without a closing handshake) after this many messages. */
  closeSocketsAfterMessages?: number;
  /** Requests whose `METHOD /path` starts with one of these are answered 500. */
  failRequests?: readonly string[];
  /** Requests whose `METHOD /path` starts with one of these are never answered. */
  hangRequests?: readonly string[];
  /** Only the first so many matching requests fail or hang; default all. */
  faultyRequestCount?: number;
  /** The whole engine process or thread stops without a word at this sampling step of the n-th sampled prompt, both counting from 1. */
  crashAt?: { prompt: number; step: number };
  /** The first so many prompts hang in their first sampling step until interrupted. */
  hangPrompts?: number;
  /** A prompt with a node without `inputs` ends the executor while HTTP goes on (ComfyUI's way). */
  isWorkerMortal?: boolean;
  /** Draws (and writes into the history and the metadata) another value for this input of every node of the class. */
  changeInput?: { classType: string; input: string; value: Json };
  /** Flips bytes in the middle of pictures answered by /view. */
  corruptPictures?: boolean;
  /** Pictures carry no text chunks. */
  hideMetadata?: boolean;
  /** Nodes that fail when they run. */
  failNodes?: readonly NodeFault[];
}
