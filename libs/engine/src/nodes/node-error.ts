/** A failure as ComfyUI reports it: `name` is the `exception_type`, the message its `exception_message`. */
export class NodeError extends Error {
  constructor(
    override readonly name: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
