import type { Finding } from './replay.js';

/** A way in which the engine departs from ComfyUI on purpose, or which cannot be compared. */
export interface KnownDifference {
  /** Scenarios that it shows in; left out: anywhere. */
  scenarios?: readonly string[];
  /** What was asked: the start of `METHOD /path` or `socket …`. */
  what?: string;
  /** Where in the answer. */
  path: RegExp;
  /** What was recorded there; left out: anything. */
  expected?: RegExp;
  /** Shows only on a server that was not started for the scenario. */
  isForeignOnly?: true;
  reason: string;
}

export const knownDifferences: readonly KnownDifference[] = [
  { path: /^\w+\.description$/, reason: 'the recording leaves descriptions out' },
  { path: /^system\.(python_version|pytorch_version|deploy_environment|argv|comfy_package_versions|required_\w+)/, reason: 'the engine says what it is: no Python, no PyTorch, no page' },
  { path: /^devices\[0\]\.name$/, reason: 'the engine says what it is' },
  { what: 'GET /api/jobs?sort_by=execution_duration', path: /^jobs\[\d+\]/, reason: 'sorted by how long each took in this run' },
  { scenarios: ['run-outputs'], what: 'GET /api/jobs', path: /^preview_output/, reason: 'the first of several outputs, which come out of a set' },
  { scenarios: ['run-text'], path: /outputs\.(png|webp)\.images\[0\]\.filename$/, reason: 'two outputs number their files in the order in which they run, which is that of a set' },
  { scenarios: ['server-flags'], path: /^png pixels/, reason: 'a sampled picture, whose metadata would say so, were it not switched off' },
  { what: 'GET /object_info/KSampler', path: /sampler_name\[0\]/, reason: 'only implemented samplers are offered' },
  { scenarios: ['validation'], path: /errors\[\d\]\.details$/, what: 'POST /prompt', reason: 'a list of samplers has as many entries as are implemented', expected: /\(list of length 44\)/ },
  { scenarios: ['validation'], path: /^node_errors\.(4|bad)\.dependent_outputs/, reason: 'every faulty node seen so far gets the output under way: with two faulty outputs it is a matter of which comes out of a set first' },
  { scenarios: ['validation'], path: /^416be5f1-a592-48b5-aac8-ce33c33afa90\.status\.messages\[2\]\[1\]\.exception_(message|type)$/, reason: 'a text where a picture is wanted: Python names the method that it lacks' },
  { scenarios: ['image-ops'], path: /^ImageQuantize /, reason: 'the engine does not have this class; it is refused as an unknown one' },
  { isForeignOnly: true, what: 'GET /models/', path: /^(\[|$)/, reason: 'the server has other models' },
  { isForeignOnly: true, what: 'GET /experiment/models/', path: /^(\[|$)/, reason: 'the server has other models' },
  { isForeignOnly: true, what: 'GET /object_info/', path: /^(CheckpointLoaderSimple|LoadImage)\.input\.required\.\w+\[0\]/, reason: 'the server has other models and files' },
  { isForeignOnly: true, scenarios: ['validation'], path: /(ckpt_name|lora_name|errors\[0\]\.(details|extra_info\.input_config\[0\]))/, expected: /tiny/, reason: 'the server has other models' },
  { isForeignOnly: true, scenarios: ['sampling'], path: /^(name|png (width|height|text\.prompt\.load\.is_changed.*))$/, reason: 'the server already has another picture of this name' },
  { what: 'GET /experiment/models', path: /\.size$/, reason: 'the engine has models without files' },
];

/** The first named difference that covers a finding. */
export function reasonFor(finding: Finding, isForeign: boolean): KnownDifference | undefined {
  return knownDifferences.find(
    ({ scenarios, what, path, expected, isForeignOnly }) =>
      (isForeign || isForeignOnly !== true) && (scenarios?.includes(finding.scenario) ?? true) && finding.what.startsWith(what ?? '') && path.test(finding.path) && (expected?.test(finding.expected) ?? true),
  );
}
