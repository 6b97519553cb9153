import { describe } from 'vitest';
import { InProcessQueue } from '../../../apps/api/src/jobs/in-process-queue.js';
import { describeQueue } from './queue-contract.js';

describe('the in-process queue', () => {
  describeQueue((onFailure) => new InProcessQueue(onFailure));
});
