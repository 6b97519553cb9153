import { setTimeout as sleep } from 'node:timers/promises';
import { Blocked, NodeInputs, OutOfMemoryError, type EngineNode, type InputSpec, type NodeSpec } from '@gridscope/engine';

/** The small test nodes of the recording `node-kinds`: they fail, wait, expand, list and block. */
export const recNodes: readonly EngineNode[] = [
  {
    name: 'RecFail',
    spec: spec('RecFail', { required: { image: ['IMAGE'], kind: ['STRING', {}] } }),
    run(inputs) {
      throw failure(inputs.text('kind'));
    },
  },
  {
    name: 'RecText',
    spec: spec('RecText', { required: { text: ['STRING', { multiline: true }] } }, { output: 'STRING', isOutput: true }),
    run(inputs) {
      const text = inputs.text('text');
      // Python's upper() turns ß into SS, as JavaScript's does.
      return { outputs: [text], ui: { text: [text, text.toUpperCase()], numbers: [1, 2.5, true, null] } };
    },
  },
  {
    name: 'RecList',
    spec: { ...spec('RecList', { required: { image: ['IMAGE'], count: ['INT', { default: 3 }] } }), output_is_list: [true] },
    run(inputs) {
      return { outputs: [Array.from({ length: inputs.number('count') }, () => inputs.value('image'))] };
    },
  },
  {
    name: 'RecExpand',
    spec: spec('RecExpand', { required: { image: ['IMAGE'], times: ['INT', { default: 2 }] }, hidden: { unique_id: 'UNIQUE_ID' } }, { isOutput: true }),
    run: (inputs, { graphPrefix, uniqueId, prompt }) => expand(inputs, graphPrefix(), prompt[uniqueId]?.inputs['image']),
  },
  {
    name: 'RecAlways',
    spec: spec('RecAlways', { required: { image: ['IMAGE'] } }),
    isChanged: () => Number.NaN,
    run: passOn,
  },
  {
    name: 'RecBlock',
    spec: spec('RecBlock', { required: { image: ['IMAGE'], message: ['STRING', {}] } }),
    run(inputs) {
      const message = inputs.text('message');
      return { outputs: [message === '' ? new Blocked() : new Blocked(message)] };
    },
  },
  {
    name: 'RecPick',
    spec: spec('RecPick', { required: { which: [['a', 'b']] }, optional: { a: ['IMAGE', { lazy: true }], b: ['IMAGE', { lazy: true }] } }),
    neededLazyInputs: (inputs) => [inputs.text('which')],
    run: (inputs) => ({ outputs: [inputs.value(inputs.text('which'))] }),
  },
  {
    name: 'RecAsync',
    spec: spec('RecAsync', { required: { image: ['IMAGE'], seconds: ['FLOAT', { default: 0.2 }] } }),
    isAsync: true,
    async run(inputs) {
      await sleep(inputs.number('seconds') * 1000);
      return passOn(inputs);
    },
  },
  {
    name: 'RecProgress',
    spec: spec('RecProgress', { required: { image: ['IMAGE'], total: ['INT', { default: 10 }], pause: ['FLOAT', { default: 0.1 }] } }),
    async run(inputs, { progress }) {
      const total = inputs.number('total');
      for (let value = 1; value <= total; value++) {
        await sleep(inputs.number('pause') * 1000);
        await progress(value, total);
      }
      return passOn(inputs);
    },
  },
  {
    name: 'RecCheck',
    spec: spec('RecCheck', { required: { image: ['IMAGE'], number: ['INT', { default: 4, min: 0, max: 100, step: 2 }] } }),
    validation: { inputs: ['number'], check: (inputs) => inputs.number('number') % 2 === 0 || `${inputs.number('number')} is odd` },
    run: passOn,
  },
  sleeper('RecSleep', false),
  sleeper('RecSleepLast', true),
];

/** `--nodes` looks for this name. */
export const nodes = recNodes;

/** A node that hears nothing while it sleeps. */
function sleeper(name: string, isOutput: boolean): EngineNode {
  return {
    name,
    spec: spec(name, { required: { image: ['IMAGE'], seconds: ['FLOAT', { default: 1 }] } }, { isOutput }),
    async run(inputs) {
      await sleep(inputs.number('seconds') * 1000);
      return passOn(inputs);
    },
  };
}

function passOn(inputs: NodeInputs): { outputs: unknown[] } {
  return { outputs: [inputs.value('image')] };
}

function failure(kind: string): Error {
  const named = (name: string, message: string): Error => Object.assign(new Error(message), { name });
  switch (kind) {
    case 'value': return named('ValueError', 'this image is refused');
    case 'oom': return new OutOfMemoryError('Allocation on device 0 would exceed allowed memory. (out of memory)');
    case 'unicode': return named('RuntimeError', 'größer als erlaubt – 大きすぎる\nsecond line');
    case 'empty': return named('RuntimeError', '');
    case 'key': return named('KeyError', "'missing'");
    default: return named('RuntimeError', 'CUDA error: out of memory');
  }
}

/** Becomes `times` inversions one after the other, and a preview of the last. */
function expand(inputs: NodeInputs, prefix: string, image: unknown): ReturnType<EngineNode['run']> {
  const times = inputs.number('times');
  const id = (index: number): string => `${prefix}${index}`;
  const inversions = Array.from({ length: times }, (_, index) => [id(index + 1), { class_type: 'ImageInvert', inputs: { image: index === 0 ? image : [id(index), 0] } }]);
  const preview = [id(times + 1), { class_type: 'PreviewImage', inputs: { images: [id(times), 0] } }];
  return { outputs: [[id(times), 0]], expand: Object.fromEntries([...inversions, preview]) };
}

interface SpecInputs { required: Record<string, InputSpec>; optional?: Record<string, InputSpec>; hidden?: Record<string, string> }

function spec(name: string, { required, optional = {}, hidden = {} }: SpecInputs, { output = 'IMAGE', isOutput = false } = {}): NodeSpec {
  return {
    input: { required, optional, hidden },
    input_order: { required: Object.keys(required), optional: Object.keys(optional), hidden: Object.keys(hidden) },
    is_input_list: false,
    output: [output],
    output_is_list: [false],
    output_name: [output],
    name,
    display_name: name,
    description: '',
    python_module: 'custom_nodes.recording-nodes',
    category: 'recording',
    output_node: isOutput,
    has_intermediate_output: false,
  };
}
