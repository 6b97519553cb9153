import type { Json } from '@gridscope/comfy';

// Type aliases, not interfaces: they are Json as they stand.
/** One error as `/prompt` reports it. */
export type PromptError = { type: string; message: string; details: string; extra_info: Record<string, Json> };
/** The errors of one node. */
export type NodeErrors = { errors: PromptError[]; dependent_outputs: string[]; class_type: string };

/** What a validation throws where ComfyUI's Python would raise: it ends up as an `exception_during_…` error. */
export class ValidationFault extends Error {
  constructor(readonly exceptionType: string, message: string) {
    super(message);
  }
}

/** A prompt of a shape that makes ComfyUI stumble before it validates: answered 500. */
export class MalformedPromptError extends Error {}

export function promptError(type: string, message: string, details = '', extraInfo: Record<string, Json> = {}): PromptError {
  return { type, message, details, extra_info: extraInfo };
}
