import type { Json } from '@gridscope/comfy';
import type { NodeContext, PromptNode } from '../nodes/node.js';
import type { NodeFault } from './engine-options.js';

/** The fault that strikes a node: of its class, and with its inputs (links included) where the fault names some. */
export function faultOf(faults: readonly NodeFault[], node: PromptNode): NodeFault | undefined {
  return faults.find((fault) => fault.classType === node.class_type && isPartOf(fault.when ?? {}, node.inputs));
}

/** The error that the fault is to look like. */
export function raised({ message, exceptionType }: NodeFault): Error {
  return Object.assign(new Error(message), { name: exceptionType });
}

/** Surroundings in which the node fails after the fault's sampling step. */
export function failingLater(context: NodeContext, fault: NodeFault): NodeContext {
  return {
    ...context,
    async step(value, max, preview) {
      await context.step(value, max, preview);
      if (value === fault.afterStep) throw raised(fault);
    },
  };
}

function isPartOf(wanted: Readonly<Record<string, Json>>, inputs: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(wanted).every(([name, value]) => JSON.stringify(inputs[name]) === JSON.stringify(value));
}
