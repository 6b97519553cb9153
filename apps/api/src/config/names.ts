/** The built-in engine is named for what it is wherever it appears. */
export const engineName = 'Built-in engine (closed-form diffusion, no model weights)';
