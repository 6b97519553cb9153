import type { Json } from '../protocol/exact-json.js';
import type { Capabilities } from '../protocol/server-version.js';
import type { Workflow } from '../protocol/workflow.js';

export interface PromptInput {
  workflow: Workflow;
  /** A canonical lower-case UUID of our own, so that the prompt can be found again when the answer is lost. */
  promptId: string;
  /** Output nodes to run; the others are left out. Leaving it out, or a server before 0.3.48, runs all of them. */
  outputs?: string[];
  /** Each key becomes a text chunk of the pictures; `workflow` is the editor's graph. Left out: the pictures carry the prompt alone. */
  extraPngInfo?: { [key: string]: Json };
  /** Pictures of the steps over the socket (0.5 and later). Left out: as the server was started. */
  preview?: boolean;
}

/** The body of `POST /prompt`. Reference: ComfyUI server.py post_prompt. */
export function promptBody(input: PromptInput, clientId: string, capabilities: Capabilities): Json {
  const { promptId, outputs, extraPngInfo, preview } = input;
  return {
    prompt: withInputs(input.workflow),
    prompt_id: promptId,
    client_id: clientId,
    extra_data: {
      ...(extraPngInfo === undefined ? {} : { extra_pnginfo: extraPngInfo }),
      ...(preview === undefined || !capabilities.hasPreviewMethod ? {} : { preview_method: preview ? 'auto' : 'none' }),
    },
    ...(outputs === undefined || !capabilities.hasPartialTargets ? {} : { partial_execution_targets: outputs }),
  };
}

/** A node without `inputs` that no output depends on kills the server's only worker thread (issue 16312): every node gets them. */
function withInputs(workflow: Workflow): Json {
  return Object.fromEntries(Object.entries(workflow).map(([nodeId, node]): [string, Json] => {
    // What was parsed from outside may lack them, whatever the type says.
    const inputs: Record<string, Json> | undefined = node.inputs;
    return [nodeId, { class_type: node.class_type, inputs: inputs ?? {}, ...(node._meta?.title === undefined ? {} : { _meta: { title: node._meta.title } }) }];
  }));
}
