import type { Workflow } from '@gridscope/comfy';
import type { FrozenRevision } from '../experiments/frozen-revision.js';
import type { CellParameters } from './cell-parameters.js';

/** What is to be drawn. */
export interface Recipe {
  revision: FrozenRevision;
  parameters: CellParameters;
}

/** One attempt at a recipe on one server. */
export interface DrawOrder extends Recipe {
  attemptId: string;
  /** Ours, made from installation, take and attempt number. */
  promptId: string;
  serverId: string;
}

/** How far a drawing is. */
export type DrawProgress =
  | { kind: 'started' }
  /** 0 to 1. */
  | { kind: 'step'; progress: number }
  | { kind: 'preview'; bytes: Uint8Array; mediaType: string };

export interface DrawOptions {
  signal: AbortSignal;
  onProgress(progress: DrawProgress): void;
  /** Called when everything is ready to be sent, or was sent by an earlier process; what it throws ends the drawing. */
  onPrepared?(prepared: Prepared): Promise<void>;
  /** An earlier process sent the prompt: it is not sent again. */
  isAdopted?: boolean;
}

/** The server has finished and its seat is free; the outputs are still there. */
export interface Drawn {
  order: DrawOrder;
  /** What was sent. */
  bound: Workflow;
  /** What the server says it executed; the same as `bound` after its coercions, or the draw had thrown. */
  executed: Workflow;
  files: DrawnFile[];
  texts: DrawnText[];
  times: PhaseTimes;
  prepared: Prepared;
  /** Sampling steps that were done for it, without those of nodes whose results the server had. */
  stepCount: number;
}

/** What is known of an attempt before it is drawn, kept however it ends. */
export interface Prepared {
  facts: OriginFacts;
  /** Names the set of models that it needs. */
  modelKey: string;
}

/** Parts of an attempt in milliseconds. */
export interface PhaseTimes {
  waitMs?: number;
  loadMs?: number;
  drawMs?: number;
}

/** Where a picture comes from, kept with the attempt. */
export interface OriginFacts {
  version?: string;
  device?: string;
  /** As the server said it. */
  systemStats?: unknown;
  /** `folder/name` → size and date of the model files it was drawn with, where the server tells. */
  models: Record<string, string>;
  /** A node of it draws afresh each time: it is never reused. */
  drawsAfresh?: true;
}

export interface DrawnText {
  nodeId: string;
  key: string;
  batchIndex: number;
  text: string;
}

export interface DrawnFile {
  nodeId: string;
  key: string;
  batchIndex: number;
  fileName: string;
  isTemporary: boolean;
  /** Fetches the bytes. */
  fetch(signal: AbortSignal): Promise<Uint8Array>;
}

/** What a picture's own metadata says of how it was made. */
export interface PictureOrigin {
  /** `absent`: it carries none, or it is of a kind that cannot. */
  metadata: 'matches' | 'absent';
  drawsAfresh: boolean;
  /** The text chunks, as they came. */
  text?: string;
}

/** Whoever turns a cell into pictures. */
export interface Generator {
  /** What the drawing is made from: equal keys, equal recipes. Throws what binding throws. */
  recipeKey(recipe: Recipe): string;
  /** Draws, or goes on with what an earlier process began. Throws ContradictionError, and what the server's failures throw. */
  draw(order: DrawOrder, options: DrawOptions): Promise<Drawn>;
  /** Holds a picture's own metadata against what was asked. Throws ContradictionError. */
  checkPicture(drawn: Drawn, bytes: Uint8Array): PictureOrigin;
  /** Where the prompt of an attempt is. Throws when the server cannot be asked. */
  find(order: Pick<DrawOrder, 'serverId' | 'promptId'>, signal: AbortSignal): Promise<'queued' | 'running' | 'finished' | 'unknown'>;
  /** Stops it, and nothing else; nobody follows it any more. Resolves when it neither waits nor runs there. */
  stop(order: Pick<DrawOrder, 'serverId' | 'promptId'>, signal: AbortSignal): Promise<void>;
  /** The server need not remember it any more. */
  forget(order: Pick<DrawOrder, 'serverId' | 'promptId'>): Promise<void>;
}

/** The server calls it a success, and gave nothing of what is kept. */
export class NothingDrawnError extends Error {
  constructor(serverName: string, nodes: readonly string[]) {
    super(`${serverName} calls the run a success, but nothing came of ${nodes.join(', ')}: a branch of the workflow was blocked in silence (a switch, an empty input, a node that gave up). Look at what leads to it, or keep other outputs.`);
    this.name = 'NothingDrawnError';
  }
}

/** What was drawn is not what was asked: the label would lie. */
export class ContradictionError extends Error {
  constructor(where: string, differences: readonly { message: string }[]) {
    super(`What was drawn is not what was asked, says ${where}: ${differences.map((difference) => difference.message).join('; ')}. The picture was not kept.`);
    this.name = 'ContradictionError';
  }
}
