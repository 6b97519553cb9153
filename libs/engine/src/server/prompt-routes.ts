import { randomUUID } from 'node:crypto';
import { parseExactJson, type Json } from '@gridscope/comfy';
import { isTruthy, coerceInput } from '../execution/coerce-input.js';
import { isRecord } from '../execution/input-specs.js';
import { MalformedPromptError, promptError } from '../execution/prompt-errors.js';
import { pythonStr } from '../execution/python-text.js';
import { validatePrompt } from '../execution/validate-prompt.js';
import type { CheckedPrompt } from '../execution/validate-node.js';
import type { Prompt } from '../nodes/node.js';
import { json, type Answer, type Ask } from './answer.js';
import type { EngineCore } from './engine-core.js';
import type { Route } from './router.js';

const canonicalUuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const secretKeys = ['auth_token_comfy_org', 'api_key_comfy_org'];

/** `/prompt` (facts §1.2). */
export function promptRoutes(core: EngineCore): Route[] {
  const desk = new PromptDesk(core);
  return [
    { method: 'GET', path: '/prompt', handler: () => json({ exec_info: { queue_remaining: core.queue.remaining } }) },
    { method: 'POST', path: '/prompt', handler: (ask) => desk.take(ask) },
  ];
}

/** Numbers and takes prompts. */
class PromptDesk {
  private counter = 0;
  private lastCreateTime = 0;

  constructor(private readonly core: EngineCore) {}

  async take(ask: Ask): Promise<Answer> {
    const body = parseExactJson((await ask.body()).toString('utf8'), { allowNaN: true });
    if (Array.isArray(body)) return this.refuseWithoutPrompt();
    // A text gets as far as being numbered before ComfyUI stumbles over it.
    if (typeof body === 'string') this.counter += 1;
    if (!isRecord(body)) throw new MalformedPromptError('the body is no object');
    const number = this.numberOf(body);
    if (!('prompt' in body)) return refuse('no_prompt', 'No prompt provided', 'No prompt provided');
    const promptId = this.promptIdOf(body['prompt_id']);
    if (promptId === undefined) return refuse('invalid_prompt_id', 'prompt_id must be a valid UUID', 'prompt_id must be a UUID string in canonical lowercase hyphenated form; omit it to let the server generate one');
    return this.queue(body, number, promptId, ask);
  }

  private async queue(body: Record<string, Json>, number: number, promptId: string, ask: Ask): Promise<Answer> {
    const { core } = this;
    const validated = await validatePrompt(body['prompt'] ?? null, this.targetsOf(body), { catalogue: core.catalogue.refreshed(), context: core.check, features: core.features });
    if (!validated.ok) return json({ error: validated.error, node_errors: validated.nodeErrors }, 400);
    const extraData = this.extraDataOf(body, ask);
    core.submit({ number, promptId, prompt: changed(validated.prompt, core.faults.changeInput), extraData, outputs: validated.outputs });
    return json({ prompt_id: promptId, number, node_errors: validated.nodeErrors });
  }

  private refuseWithoutPrompt(): Answer {
    this.counter += 1;
    return refuse('no_prompt', 'No prompt provided', 'No prompt provided');
  }

  /** A given number is taken as it is; otherwise the counter goes up, for refused prompts too. */
  private numberOf(body: Record<string, Json>): number {
    if ('number' in body) {
      const number = coerceInput('FLOAT', body['number'] ?? null);
      if (!number.ok) throw new MalformedPromptError(number.message);
      return Number(number.value);
    }
    const number = this.counter;
    this.counter += 1;
    return isTruthy(body['front']) ? -number : number;
  }

  /** Undefined for an id that this version refuses. */
  private promptIdOf(given: Json | undefined): string | undefined {
    const { hasFeatureFlags, needsUuid } = this.core.features;
    if (given === undefined || given === null || !hasFeatureFlags) return randomUUID();
    if (!needsUuid) return pythonStr(given);
    return typeof given === 'string' && canonicalUuid.test(given) ? given : undefined;
  }

  private targetsOf(body: Record<string, Json>): string[] | undefined {
    const targets = body['partial_execution_targets'];
    if (!this.core.features.hasPartialTargets || targets === undefined || targets === null) return undefined;
    if (!Array.isArray(targets)) throw new MalformedPromptError('partial_execution_targets is no list');
    return targets.map(String);
  }

  private extraDataOf(body: Record<string, Json>, { request }: Ask): Record<string, Json> {
    const given = body['extra_data'] ?? ('extra_data' in body ? null : {});
    if (!isRecord(given)) throw new MalformedPromptError('extra_data is no object');
    const extraData = Object.fromEntries(Object.entries(given).filter(([key]) => !secretKeys.includes(key)));
    if ('client_id' in body) extraData['client_id'] = body['client_id'] ?? null;
    const source = request.headers['comfy-usage-source'];
    if (this.core.features.needsUuid && typeof source === 'string') extraData['comfy_usage_source'] = source;
    if (this.core.features.hasCreateTime) extraData['create_time'] = this.createTime();
    return extraData;
  }

  /** Milliseconds; never the same twice, so that lists sorted by it have one order. */
  private createTime(): number {
    this.lastCreateTime = Math.max(Date.now(), this.lastCreateTime + 1);
    return this.lastCreateTime;
  }
}

function refuse(type: string, message: string, details: string): Answer {
  return json({ error: promptError(type, message, details), node_errors: {} }, 400);
}

/** The prompt as it will be drawn: with another value where the fault changes one. */
function changed(prompt: CheckedPrompt, change: { classType: string; input: string; value: Json } | undefined): Prompt {
  // What passed validation is a prompt, but for nodes that nothing needs: they may lack inputs, which the executor minds.
  const drawn = prompt as Prompt;
  if (change === undefined) return drawn;
  const hit = Object.entries(drawn).map(([id, node]) =>
    node.class_type === change.classType && node.inputs?.[change.input] !== undefined ? [id, { ...node, inputs: { ...node.inputs, [change.input]: change.value } }] : [id, node],
  );
  return Object.fromEntries(hit);
}
