import type { AxisKind, AxisValue } from './axis.js';
import type { InputResolver } from './input-resolver.js';
import type { Problem } from './parsed.js';

/** The values of an axis; `path` of a problem begins at the axis' draft. An error among the problems means the values are not to be used. */
export interface Resolution {
  kind: AxisKind;
  values: AxisValue[];
  problems: Problem[];
}

/** What an axis is resolved with: the name as well, because seeds are drawn from it. */
export interface ResolutionContext {
  inputs: InputResolver;
  axisName: string;
  random: number | undefined;
}

/** A resolution that came to nothing but this mistake. */
export function unresolved(kind: AxisKind, path: (string | number)[], message: string): Resolution {
  return { kind, values: [], problems: [{ severity: 'error', path, message }] };
}

export function warningAt(path: (string | number)[], message: string): Problem {
  return { severity: 'warning', path, message };
}
