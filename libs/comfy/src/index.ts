// What is safe in a browser. The client for a server is in `@gridscope/comfy/client`.
export { parseExactJson, stringifyExactJson, type ExactJsonOptions, type Json } from './protocol/exact-json.js';
export { workflow as workflowSchema, type Workflow, type WorkflowNode } from './protocol/workflow.js';
export type { Catalogue, InputSpec, NodeSpec } from './protocol/node-spec.js';

export { bindWorkflow, UnknownInputError, type BindOptions, type WorkflowParameters } from './workflow/bind-workflow.js';
export { fillEditorGraph } from './workflow/editor/fill-editor-graph.js';
export type { ConversionProblem } from './workflow/editor/convert-editor-graph.js';
export { CannotBypassError } from './workflow/bypass-node.js';
export { canonicalJson } from './workflow/canonical-json.js';
export { compareExecuted, type CompareOptions, type Difference } from './workflow/compare-executed.js';
export { findMissing, type MissingThing } from './workflow/find-missing.js';
export { inputKind, type InputKind, type Scalar } from './workflow/input-kind.js';
export { listInputs, type WorkflowInput } from './workflow/list-inputs.js';
export { defaultOutputs, listOutputs, type WorkflowOutput } from './workflow/list-outputs.js';
export { matchChoice } from './workflow/match-choice.js';
export { readPicture, type PictureReading } from './workflow/read-picture.js';
export { readWorkflow, type WorkflowReading } from './workflow/read-workflow.js';
export { recipeKey, type Recipe } from './workflow/recipe-key.js';
export { resolveInputPath, type ResolvedInput } from './workflow/resolve-input-path.js';
export { resolveNodeName, type ResolvedNode } from './workflow/resolve-node-name.js';
export { fillTemplate, type FilledTemplate } from './workflow/templates/fill-template.js';
export { templates } from './workflow/templates/templates.js';
export type { TemplateSlot, WorkflowTemplate } from './workflow/templates/workflow-template.js';
export { parseWorkflowText, workflowText } from './workflow/workflow-text.js';
export { isLink, type WorkflowLink } from './workflow/workflow-link.js';
