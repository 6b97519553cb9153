import type { Catalogue } from '../protocol/node-spec.js';
import type { Workflow } from '../protocol/workflow.js';
import { titleOf } from './list-inputs.js';

/** A node of a workflow that gives something to keep. */
export interface WorkflowOutput {
  nodeId: string;
  classType: string;
  title: string;
  /** It writes files that stay; a preview's are gone when the server ends. */
  isSaver: boolean;
}

/** The workflow's output nodes as the catalogue tells them, savers first, else in the workflow's order. */
export function listOutputs(workflow: Workflow, catalogue: Catalogue): WorkflowOutput[] {
  const outputs = Object.entries(workflow).flatMap(([nodeId, node]) => {
    if (!isOutputClass(node.class_type, catalogue)) return [];
    return [{ nodeId, classType: node.class_type, title: titleOf(node), isSaver: /^Save|Save(Image|Video|Audio|WEBM|WEBP)?$/i.test(node.class_type) }];
  });
  return outputs.sort((a, b) => Number(b.isSaver) - Number(a.isSaver));
}

/** The outputs that are kept where nobody chose: every saver, else every preview. The first is the lead. */
export function defaultOutputs(outputs: readonly WorkflowOutput[]): WorkflowOutput[] {
  const savers = outputs.filter(({ isSaver }) => isSaver);
  return savers.length > 0 ? savers : [...outputs];
}

// Where the server does not know the class, ComfyUI's own two names for it still say what they are.
function isOutputClass(classType: string, catalogue: Catalogue): boolean {
  const spec = Object.hasOwn(catalogue, classType) ? catalogue[classType] : undefined;
  return spec?.output_node ?? (classType === 'SaveImage' || classType === 'PreviewImage');
}
