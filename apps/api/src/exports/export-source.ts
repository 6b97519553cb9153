import type { Readable } from 'node:stream';
import type { Axis, Parameters } from '@gridscope/grid';

/** One file of a cell's outputs; its bytes are in the image store under the hash. */
export interface ExportFile {
  hash: string;
  kind: 'image' | 'video' | 'audio' | 'other';
  batchIndex: number;
  /** Without the dot. */
  extension: string;
}

/** A cell with what goes into a file. */
export interface ExportCell {
  index: number;
  state: string;
  reason?: string;
  origin?: string;
  /** One for each axis. */
  labels: string[];
  parameters: Parameters;
  isStarred: boolean;
  /** The picture that stands for the cell. */
  lead?: { hash: string; widthPx: number; heightPx: number };
  files: ExportFile[];
  serverName?: string;
  promptId?: string;
  verification?: string;
  metrics: Record<string, number>;
}

/** A plan as exporters see it. */
export interface ExportSource {
  planName: string;
  axes: Axis[];
  cellCount: number;
  /** `3.seed` → `KSampler seed`. */
  inputNames: Record<string, string>;
  /** By rising index, in chunks. */
  cells(): AsyncIterable<ExportCell[]>;
  /** The bytes of a file. */
  read(hash: string): Promise<Uint8Array>;
  /** The same as a stream. */
  open(hash: string): Promise<Readable>;
}
