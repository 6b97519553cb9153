/** What a server of a version can do. Versions: see the table of features in docs of ComfyUI's changes, found by its git history. */
export interface Capabilities {
  /** As the server says it; undefined where it does not. */
  version: string | undefined;
  /** `partial_execution_targets` in a prompt: 0.3.48 and later. */
  hasPartialTargets: boolean;
  /** `/interrupt` with a prompt id stops only that prompt: 0.3.57 and later. Before, it stops whatever runs. */
  canInterruptById: boolean;
  /** `extra_data.preview_method`: 0.5 and later. */
  hasPreviewMethod: boolean;
  /** `/api/jobs`: 0.6 and later. */
  hasJobs: boolean;
  /** `/api/jobs/{id}/cancel`: 0.26 and later. */
  canCancelById: boolean;
}

/** The capabilities of a version such as `0.3.64` or `v0.33.0`; undefined when it is none, and probes must decide. */
export function capabilitiesOf(version: string): Capabilities | undefined {
  const match = /^v?(\d+)\.(\d+)(?:\.(\d+))?/.exec(version);
  if (match === null) return undefined;
  const found = [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)] as const;
  return {
    version,
    hasPartialTargets: isAtLeast(found, [0, 3, 48]),
    canInterruptById: isAtLeast(found, [0, 3, 57]),
    hasPreviewMethod: isAtLeast(found, [0, 5, 0]),
    hasJobs: isAtLeast(found, [0, 6, 0]),
    canCancelById: isAtLeast(found, [0, 26, 0]),
  };
}

/** What is safe to assume of a server without a version: `/api/jobs` answers or not. The cancel route is tried when needed. */
export function capabilitiesByProbe({ hasJobs }: { hasJobs: boolean }): Capabilities {
  return { version: undefined, hasPartialTargets: hasJobs, canInterruptById: hasJobs, hasPreviewMethod: hasJobs, hasJobs, canCancelById: hasJobs };
}

type Version = readonly [major: number, minor: number, patch: number];

function isAtLeast(found: Version, wanted: Version): boolean {
  if (found[0] !== wanted[0]) return found[0] > wanted[0];
  if (found[1] !== wanted[1]) return found[1] > wanted[1];
  return found[2] >= wanted[2];
}
