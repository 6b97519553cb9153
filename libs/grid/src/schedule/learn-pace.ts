/** One drawing on a server, as it was measured. */
export interface TimedDrawing {
  /** Whether it found its models loaded. */
  isWarm: boolean;
  /** Sampler steps taken, at least 1; left out where nobody counted. */
  stepCount?: number | undefined;
  /** Seconds from the server's start to its first step: what was loaded, and that step. */
  loadSeconds: number;
  /** Seconds from then to its end. */
  drawSeconds: number;
}

/** What a server was measured to take, in seconds; left out where nothing told. */
export interface LearnedPace {
  secondsPerStep?: number;
  secondsPerLoad?: number;
}

/** Steps from which on the later ones tell how long the first took. */
const tellingSteps = 4;
/** No drawing is quicker, whatever a clock says. */
const shortestSeconds = 0.0001;

/**
 * How fast a server is, from drawings on it, in any order. A step: from drawings that found their models loaded, and from long ones that did not
 * (as long as there are neither, from what came after the first step, which is too little, but by about as much on every server); a load: what a drawing that did not find its models took longer than its steps. Medians: one slow cell says little.
 */
export function learnPace(drawings: readonly TimedDrawing[]): LearnedPace {
  const isCounted = drawings.some((drawing) => drawing.stepCount !== undefined);
  const telling = drawings.filter((drawing) => !isCounted || drawing.stepCount !== undefined).map((drawing) => ({ ...drawing, steps: drawing.stepCount ?? 1 }));
  const secondsPerStep = median(telling.flatMap(secondsPerStepOf)) ?? median(telling.flatMap(firstGuessOf));
  if (secondsPerStep === undefined) return {};
  const loads = telling.filter((drawing) => !drawing.isWarm).map((drawing) => Math.max(0, drawing.loadSeconds + drawing.drawSeconds - drawing.steps * secondsPerStep));
  const secondsPerLoad = median(loads);
  return { secondsPerStep: Math.max(shortestSeconds, secondsPerStep), ...(secondsPerLoad === undefined ? {} : { secondsPerLoad }) };
}

function secondsPerStepOf({ steps, isWarm, loadSeconds, drawSeconds }: TimedDrawing & { steps: number }): number[] {
  if (isWarm) return [(loadSeconds + drawSeconds) / steps];
  return steps >= tellingSteps ? [drawSeconds / (steps - 1)] : [];
}

function firstGuessOf({ steps, drawSeconds }: TimedDrawing & { steps: number }): number[] {
  return drawSeconds > 0 ? [drawSeconds / steps] : [];
}

function median(values: readonly number[]): number | undefined {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
