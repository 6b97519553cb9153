import type { Job, JobHandlers, JobType } from './job.js';

/** How many jobs of each kind wait in line, and how many are being done. */
export type QueueDepth = Record<JobType, { waiting: number; running: number }>;

/**
 * Carries jobs to whoever does them. The database is the truth: a job that is lost with the process loses nothing,
 * and one that comes twice does no harm.
 */
export interface Queue {
  /** Starts delivering. Each job is delivered at least once; one that throws is reported and does not stop the others. */
  start(handlers: JobHandlers): void;
  /** Puts a job in line; also before `start`. An equal job that still waits in line is not put there twice. */
  add(job: Job): Promise<void>;
  /** In all processes that share the line; undefined while it cannot be asked. */
  depth(): Promise<QueueDepth | undefined>;
  /** Delivers nothing more, raises the running jobs' signal and waits until they have ended. */
  close(): Promise<void>;
}

/** Hears of a job that threw. */
export type JobFailureListener = (job: Job, error: unknown) => void;
