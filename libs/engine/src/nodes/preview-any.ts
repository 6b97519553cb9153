import { pythonStr } from '../execution/python-text.js';
import type { EngineNode } from './node.js';
import { specOf } from './spec.js';
import { tensorText } from './tensor-text.js';
import type { NodeValue } from './values.js';

// ComfyUI's own setting for this node; PyTorch's is 3.
const EDGE_ITEMS = 6;

/** Any value as text. */
export const previewAny: EngineNode = {
  name: 'PreviewAny',
  spec: specOf('PreviewAny'),
  run(inputs) {
    const text = asText(inputs.value('source'));
    return { outputs: [text], ui: { text: [text] } };
  },
};

function asText(value: unknown): string {
  return isNodeValue(value) ? nodeValueText(value) : pythonStr(value);
}

function nodeValueText(value: NodeValue): string {
  switch (value.kind) {
    case 'IMAGE': return tensorText(value.data, [value.batch, value.height, value.width, value.channels], { edgeItems: EDGE_ITEMS });
    case 'MASK': return tensorText(value.data, [value.batch, value.height, value.width], { edgeItems: EDGE_ITEMS });
    case 'LATENT': return `{'samples': ${tensorText(value.data, [value.batch, value.channels, value.height, value.width], { edgeItems: EDGE_ITEMS })}}`;
    case 'SIGMAS': return tensorText(value.values, [value.values.length], { edgeItems: EDGE_ITEMS });
    default: return `<${value.kind}>`;
  }
}

function isNodeValue(value: unknown): value is NodeValue {
  return typeof value === 'object' && value !== null && 'kind' in value;
}
