/** The samplers that are implemented, in ComfyUI's order. */
export const samplerNames: readonly string[] = ['euler'];
