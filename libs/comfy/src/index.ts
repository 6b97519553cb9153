// What is safe in a browser. The client for a server is in `@gridscope/comfy/client`.
export { parseExactJson, stringifyExactJson, type ExactJsonOptions, type Json } from './protocol/exact-json.js';
export { workflow as workflowSchema, type Workflow, type WorkflowNode } from './protocol/workflow.js';
export { catalogue as catalogueSchema, nodeSpec as nodeSpecSchema, type Catalogue, type InputSpec, type NodeSpec } from './protocol/node-spec.js';
