import type { EngineFaults } from '../execution/engine-options.js';

/** Which requests fail or hang on purpose. */
export class RequestFaults {
  private struckCount = 0;

  constructor(private readonly faults: EngineFaults) {}

  /** `request` is `METHOD /path`. */
  of(request: string): 'hang' | 'fail' | undefined {
    const { hangRequests = [], failRequests = [], faultyRequestCount = Infinity } = this.faults;
    const starts = (prefix: string): boolean => request.startsWith(prefix);
    const fault = hangRequests.some(starts) ? 'hang' : failRequests.some(starts) ? 'fail' : undefined;
    if (fault === undefined || this.struckCount >= faultyRequestCount) return undefined;
    this.struckCount += 1;
    return fault;
  }
}
