import type { Finding } from './replay.js';

/** A way in which the engine departs from ComfyUI on purpose, or which cannot be compared. */
export interface KnownDifference {
  /** Scenarios that it shows in; left out: anywhere. */
  scenarios?: readonly string[];
  /** What was asked: the start of `METHOD /path` or `socket …`. */
  what?: string;
  /** Where in the answer. */
  path: RegExp;
  reason: string;
}

export const knownDifferences: readonly KnownDifference[] = [
  { what: 'GET /object_info', path: /(^|\.)description$/, reason: 'the recording leaves descriptions out' },
  { path: /^system\.(python_version|pytorch_version|deploy_environment|argv|comfy_package_versions|required_\w+)/, reason: 'the engine says what it is: no Python, no PyTorch, no page' },
  { path: /^devices\[0\]\.name$/, reason: 'the engine says what it is' },
  { what: 'GET /experiment/models', path: /\.size$/, reason: 'the engine has models without files' },
];

/** The first named difference that covers a finding. */
export function reasonFor(finding: Finding): KnownDifference | undefined {
  return knownDifferences.find(
    ({ scenarios, what, path }) => (scenarios?.includes(finding.scenario) ?? true) && finding.what.startsWith(what ?? '') && path.test(finding.path),
  );
}
