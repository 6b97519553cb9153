/** What a ComfyUI version can do, for clients that must find out (facts §10). */
export interface VersionFeatures {
  /** ≥ 0.3.45: feature flags, progress_state, binary types 3 and 4, own prompt ids. */
  hasFeatureFlags: boolean;
  /** ≥ 0.3.48. */
  hasPartialTargets: boolean;
  /** ≥ 0.3.57: before, /interrupt stops whatever runs, whosever it is. */
  interruptsById: boolean;
  /** ≥ 0.3.69. */
  hasCreateTime: boolean;
  /** ≥ 0.4: `extension.manager` flag, `system.os` is sys.platform. */
  hasManagerFlag: boolean;
  /** ≥ 0.5. */
  hasPreviewMethod: boolean;
  /** ≥ 0.6. */
  hasJobs: boolean;
  /** ≥ 0.9. */
  hasCancelledStatus: boolean;
  /** ≥ 0.9.2: before, every progress message is sent. */
  thinsProgress: boolean;
  /** ≥ 0.11, 0.12, 0.19: fields of /object_info. */
  hasSearchAliases: boolean;
  hasIsInputList: boolean;
  hasIntermediateOutput: boolean;
  /** ≥ 0.12: before, `invalid_prompt`. */
  namesMissingNodeType: boolean;
  /** ≥ 0.14. */
  hasNodeReplacements: boolean;
  /** ≥ 0.17. */
  hasAssetsFlag: boolean;
  /** ≥ 0.19. */
  refusesCrossSite: boolean;
  /** ≥ 0.20: before, a cycle is a 400 without node errors. */
  namesCycles: boolean;
  /** ≥ 0.22. */
  listsPackages: boolean;
  /** ≥ 0.23. */
  hasRamCache: boolean;
  /** ≥ 0.25: prompt ids must be canonical UUIDs; deploy_environment; comfy-usage-source. */
  needsUuid: boolean;
  /** ≥ 0.26. */
  hasCancelRoutes: boolean;
  /** ≥ 0.26: SaveImage and PreviewImage hand their pictures on. */
  saversHaveOutput: boolean;
  /** 0.3.68 to 0.27.x: a cached run without client id has no outputs in its history. */
  losesCachedOutputs: boolean;
  /** ≥ 0.28. */
  sendsNosniff: boolean;
  /** ≥ 0.32. */
  countsPreviewable: boolean;
}

/** The version that the engine is unless an option says otherwise: the one that was recorded. */
export const recordedVersion = '0.33.0';

/** The features of a version such as `0.3.45` or `0.33`; throws RangeError for text that is no version. */
export function featuresOf(version: string): VersionFeatures {
  const parts = parseVersion(version);
  const since = (other: string): boolean => compare(parts, parseVersion(other)) >= 0;
  return {
    hasFeatureFlags: since('0.3.45'),
    hasPartialTargets: since('0.3.48'),
    interruptsById: since('0.3.57'),
    hasCreateTime: since('0.3.69'),
    hasManagerFlag: since('0.4'),
    hasPreviewMethod: since('0.5'),
    hasJobs: since('0.6'),
    hasCancelledStatus: since('0.9'),
    thinsProgress: since('0.9.2'),
    hasSearchAliases: since('0.11'),
    hasIsInputList: since('0.12'),
    namesMissingNodeType: since('0.12'),
    hasNodeReplacements: since('0.14'),
    hasAssetsFlag: since('0.17'),
    hasIntermediateOutput: since('0.19'),
    refusesCrossSite: since('0.19'),
    namesCycles: since('0.20'),
    listsPackages: since('0.22'),
    hasRamCache: since('0.23'),
    needsUuid: since('0.25'),
    hasCancelRoutes: since('0.26'),
    saversHaveOutput: since('0.26'),
    losesCachedOutputs: since('0.3.68') && !since('0.28'),
    sendsNosniff: since('0.28'),
    countsPreviewable: since('0.32'),
  };
}

function parseVersion(version: string): number[] {
  if (!/^\d+(\.\d+)*$/.test(version)) throw new RangeError(`"${version}" is no ComfyUI version; one looks like ${recordedVersion}`);
  return version.split('.').map(Number);
}

function compare(first: readonly number[], second: readonly number[]): number {
  for (let index = 0; index < Math.max(first.length, second.length); index++) {
    const difference = (first[index] ?? 0) - (second[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
