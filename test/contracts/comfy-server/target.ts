/** A server to play a scenario to. */
export interface Target {
  /** `http://host:port`. */
  readonly baseUrl: string;
  /** Its base folder as its messages name it, where it is known. */
  readonly dir?: string;
  /** Whether it was started for this scenario and may be asked anything. */
  readonly isOwn: boolean;
  /** Ends it like a kill; only what is our own can be ended. */
  stop?(): Promise<void>;
  /** Starts it again on the same address and folders. */
  restart?(): Promise<void>;
  close(): Promise<void>;
}
