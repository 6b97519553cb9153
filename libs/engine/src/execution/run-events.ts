import type { Json } from '@gridscope/comfy';
import type { Preview } from '../nodes/node.js';

/** Who hears a message: one client, or everybody. */
export type Audience = string | undefined;

/** Where a run tells what happens. */
export interface RunEvents {
  message(type: string, data: Record<string, Json>, to: Audience): void;
  /** Type 3 frame. */
  text(nodeId: string, text: string, to: Audience): void;
  /** Encodes and sends the picture; `before` the progress message for clients that take metadata, `after` it for the others. */
  preview(preview: Preview, metadata: Record<string, Json>, to: Audience): Promise<PreparedPreview>;
  /** Remembered for a client that connects in the middle: the node under way, or null. */
  nodeUnderWay(displayId: string | null): void;
}

export interface PreparedPreview { sendWithMetadata(): void; sendPlain(): void }
