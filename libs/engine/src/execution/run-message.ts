import type { Json } from '@gridscope/comfy';

/** An entry of `status.messages` in the history. */
export type StatusMessage = [event: string, data: Record<string, Json>];

/** What a run leaves behind for the history. */
export interface RunOutcome {
  isSuccess: boolean;
  messages: StatusMessage[];
  outputs: Record<string, Json>;
  meta: Record<string, Json>;
}
