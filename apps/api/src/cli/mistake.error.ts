/** A command was called with something that cannot be; the sentence is for people. */
export class MistakeError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'MistakeError';
  }
}
