/** Work in the background. Its data is ids; what it needs it reads. Each is safe to run twice. */
export type Job =
  /** Claims one waiting cell for one server and draws it. */
  | { type: 'draw-cell'; cellId: string; serverId: string }
  /** Puts down the rows of a plan that are not there yet. */
  | { type: 'write-plan'; planId: string }
  /** Removes what nothing refers to any more. */
  | { type: 'sweep' };

export type JobType = Job['type'];
export type JobOf<T extends JobType> = Extract<Job, { type: T }>;

/** Does one kind of job. The signal is raised when the program stops: leave things so that the next start goes on. */
export type JobHandler<T extends JobType> = (job: JobOf<T>, signal: AbortSignal) => Promise<void>;
export type JobHandlers = { [T in JobType]: JobHandler<T> };

/** How many of a kind run at once here. Drawing is limited by the servers' seats. */
export const concurrencyOf: Record<JobType, number> = {
  'draw-cell': Infinity,
  'write-plan': 1,
  sweep: 1,
};

export const jobTypes: readonly JobType[] = ['draw-cell', 'write-plan', 'sweep'];
