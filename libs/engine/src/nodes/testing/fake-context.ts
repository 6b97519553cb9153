import { join } from 'node:path';
import type { NodeContext, Preview } from '../node.js';

/** A context that writes down what a node says. */
export interface FakeContext extends NodeContext {
  readonly told: { steps: [value: number, max: number][]; previews: Preview[]; texts: string[]; loads: string[] };
}

/** A context over folders below `dir`, without models; `changes` replaces what a test is about. */
export function fakeContext(dir: string, changes: Partial<NodeContext> = {}): FakeContext {
  const told: FakeContext['told'] = { steps: [], previews: [], texts: [], loads: [] };
  const progress = async (value: number, max: number, preview?: Preview): Promise<void> => {
    told.steps.push([value, max]);
    if (preview !== undefined) told.previews.push(preview);
  };
  return {
    dirs: { input: join(dir, 'input'), output: join(dir, 'output'), temp: join(dir, 'temp'), models: join(dir, 'models'), user: join(dir, 'user') },
    choices: { models: () => [], inputFiles: () => [], outputFiles: () => [] },
    promptId: '00000000-0000-4000-8000-000000000000',
    uniqueId: '1',
    prompt: {},
    extraPngInfo: undefined,
    isMetadataWanted: true,
    object: new Map(),
    signal: new AbortController().signal,
    throwIfInterrupted: () => undefined,
    isPreviewWanted: false,
    progress,
    step: progress,
    loadModel: async ({ name }) => void told.loads.push(name),
    allocate: () => undefined,
    sendText: (text) => void told.texts.push(text),
    graphPrefix: () => '1.0.0.',
    told,
    ...changes,
  };
}
