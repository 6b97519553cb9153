import type { ExportSource } from './export-source.js';

export interface ExportWork {
  /** The file to write; its folder is there. */
  target: string;
  /** 0 to 1. */
  onProgress(progress: number): void;
  signal: AbortSignal;
}

/** Makes one kind of file of a plan. `R` is the request with its options. */
export interface Exporter<R> {
  write(source: ExportSource, request: R, work: ExportWork): Promise<void>;
}
