/** How a command ended, for scripts. */
export const exitCode = {
  /** Every cell is done. */
  done: 0,
  /** Something of ours went wrong. */
  trouble: 1,
  /** A mistake in the file or in how the command was called. */
  mistake: 2,
  /** Cells failed, or were cancelled. */
  cellsFailed: 3,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];
