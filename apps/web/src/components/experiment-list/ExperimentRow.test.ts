import { expect, it } from 'vitest';
import { mountOnPage } from '../../testing/fake-page';
import { counts, experimentSummary, idOf } from '../../testing/things';
import ExperimentRow from './ExperimentRow.vue';

it('keeps its notes apart for those who hear or copy them', async () => {
  const experiment = experimentSummary({ state: 'running', planId: idOf(1001), remainingSeconds: 24, cellCount: 60, counts: counts({ waiting: 40, done: 20, reused: 12, failed: 1 }) });

  const { page } = await mountOnPage(ExperimentRow, {}, { props: { experiment, nowMs: 2_000 } });

  expect(page.text()).toContain('0:24 left × 1 failed ↺ 12 reused');
  page.unmount();
});
