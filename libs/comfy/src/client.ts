// The client for one ComfyUI server, for Node.
export {};
