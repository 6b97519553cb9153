// The built-in ComfyUI server: startEngine in this thread, startEngineInWorker in one of its own.
export { startEngine, type Engine } from './server/start-engine.js';
export { startEngineInWorker, EngineStoppedError, type EngineThread } from './server/start-engine-in-worker.js';
export { engineTitle } from './server/info-routes.js';
export type { CacheMode, EngineFaults, EngineOptions, SerializableEngineOptions } from './execution/engine-options.js';
export type { RecordedEvent } from './execution/prompt-record.js';
export { recordedVersion } from './execution/server-version.js';
export { Blocked, type Image, type Mask } from './nodes/values.js';
export { InterruptedError, OutOfMemoryError, type EngineNode, type InputSpec, type NodeContext, type NodeResult, type NodeSpec, type Preview, type PromptNode } from './nodes/node.js';
export { NodeInputs } from './nodes/node-inputs.js';
