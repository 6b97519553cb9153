import { Injectable } from '@nestjs/common';
import { type Catalogue, type Workflow, defaultOutputs, fillTemplate, findMissing, listOutputs, readWorkflow, stringifyExactJson, templates, workflowText } from '@gridscope/comfy';
import type { TemplateView, WorkflowSource, WorkflowView } from '@gridscope/contract';
import { RefusedError } from '../http/refused.error.js';
import type { ServerChoice } from '../servers/choose-servers.js';
import { ServersService } from '../servers/servers.service.js';
import { viewInputs } from './view-inputs.js';

/** A workflow as a draft names it, read and made runnable. */
export interface ReadWorkflow {
  format: 'api' | 'editor' | 'template';
  name: string;
  workflow: Workflow;
  /** The editor's graph as it came, exact JSON text. */
  editorGraph?: string;
  warnings: string[];
}

/** Reads workflows: ours to begin with, and people's own. */
@Injectable()
export class TemplatesService {
  constructor(private readonly servers: ServersService) {}

  list(choice: ServerChoice): TemplateView[] {
    const catalogue = this.servers.catalogueFor(choice);
    return templates.map((template) => {
      const filled = fillTemplate(template, catalogue);
      const about = { id: template.id, name: template.name, description: template.description };
      return filled.ok ? { ...about, isAvailable: true } : { ...about, isAvailable: false, missing: filled.missing.join('; ') };
    });
  }

  /** Throws RefusedError with what is wrong and what to do. */
  read(source: WorkflowSource, catalogue: Catalogue): ReadWorkflow {
    if ('template' in source) return readTemplate(source.template, catalogue);
    const reading = readWorkflow(source.content, catalogue);
    if (!reading.ok) throw new RefusedError(reading.message, { problems: [{ severity: 'error', path: ['workflow'], message: reading.message }] });
    const editorGraph = reading.editorGraph === undefined ? undefined : stringifyExactJson(reading.editorGraph);
    return { format: reading.format, name: source.name ?? 'workflow', workflow: reading.workflow, editorGraph, warnings: reading.warnings };
  }

  inspect(source: WorkflowSource, choice: ServerChoice): WorkflowView {
    const catalogue = this.servers.catalogueFor(choice);
    const read = this.read(source, catalogue);
    const findings = this.servers.eligible(choice).flatMap((server) => this.missingOn(server.id, server.name, read.workflow));
    return {
      format: read.format,
      name: read.name,
      workflow: workflowText(read.workflow),
      nodes: Object.entries(read.workflow).map(([nodeId, node]) => ({ id: nodeId, title: node._meta?.title ?? node.class_type, classType: node.class_type })),
      inputs: viewInputs(read.workflow, catalogue),
      outputs: viewOutputs(read.workflow, catalogue),
      warnings: read.warnings,
      missing: findings.filter((finding) => !finding.isPaid).map(({ serverName, message }) => ({ serverName, message })),
      paidNodes: [...new Set(findings.filter((finding) => finding.isPaid).map((finding) => finding.message))],
    };
  }

  private missingOn(serverId: string, serverName: string, workflow: Workflow) {
    if (this.servers.list().find((server) => server.id === serverId)?.state !== 'ready') return [];
    return findMissing(workflow, this.servers.catalogueOf(serverId)).map((missing) => ({ serverName, message: missing.message, isPaid: missing.kind === 'paid' }));
  }
}

function readTemplate(templateId: string, catalogue: Catalogue): ReadWorkflow {
  const template = templates.find((candidate) => candidate.id === templateId);
  if (template === undefined) throw refuseTemplate(`There is no template "${templateId}". There are: ${templates.map((known) => known.id).join(', ')}.`);
  const filled = fillTemplate(template, catalogue);
  if (!filled.ok) throw refuseTemplate(`The template "${template.name}" cannot be used: ${filled.missing.join('; ')}.`);
  return { format: 'template', name: template.name, workflow: filled.workflow, warnings: [] };
}

/** Output nodes, and which are kept where nobody chooses. */
export function viewOutputs(workflow: Workflow, catalogue: Catalogue): WorkflowView['outputs'] {
  const outputs = listOutputs(workflow, catalogue);
  const kept = new Set(defaultOutputs(outputs).map((output) => output.nodeId));
  return outputs.map(({ nodeId, title, classType }) => ({ nodeId, title, classType, isKept: kept.has(nodeId) }));
}

function refuseTemplate(message: string): RefusedError {
  return new RefusedError(message, { problems: [{ severity: 'error', path: ['workflow', 'template'], message }] });
}
