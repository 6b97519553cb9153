import { flushPromises } from '@vue/test-utils';
import { afterEach, expect, it, vi } from 'vitest';
import { Refusal } from '../testing/fake-api';
import { mountOnPage } from '../testing/fake-page';
import { counts, experimentSummary, experimentView, idOf, planView } from '../testing/things';
import ExperimentsScreen from './ExperimentsScreen.vue';

afterEach(() => void vi.useRealTimers());

it('offers a fresh installation its example with one button, and opens the grid', async () => {
  const { page, router, calls } = await mountOnPage(ExperimentsScreen, {
    'GET /experiments': () => ({ items: [experimentSummary({ tags: ['example'] })] }),
    'GET /experiments/:id': () => experimentView(),
    'POST /experiments/:id/plans': () => planView(),
  });

  await page.findAll('button').find((button) => button.text().startsWith('Draw'))?.trigger('click');
  await flushPromises();

  expect(calls.at(-1)).toMatchObject({ route: 'POST /experiments/:id/plans', body: { acceptPaidCalls: false } });
  expect(router.currentRoute.value.path).toBe(`/plans/${idOf(1001)}`);
  page.unmount();
});

it('shows the list as soon as something was drawn', async () => {
  const { page } = await mountOnPage(ExperimentsScreen, { 'GET /experiments': () => ({ items: [experimentSummary({ state: 'running', planId: idOf(1001), counts: counts({ done: 1 }) })] }) });

  expect(page.find('[role=search]').exists()).toBe(true);
  page.unmount();
});

it('lists a draft of one’s own even when it is alone', async () => {
  const { page } = await mountOnPage(ExperimentsScreen, { 'GET /experiments': () => ({ items: [experimentSummary()] }) });

  expect(page.find('[role=search]').exists()).toBe(true);
  page.unmount();
});

it('asks the API what the address asks for', async () => {
  const { page, calls } = await mountOnPage(ExperimentsScreen, { 'GET /experiments': () => ({ items: [] }) }, { at: '/?search=cfg&state=paused' });

  expect(calls[0]?.query).toMatchObject({ search: 'cfg', state: 'paused', sort: 'newest' });
  expect(page.text()).toContain('No experiment fits');
  page.unmount();
});

it('keeps showing its list when it cannot be read again', async () => {
  const answers: unknown[] = [{ items: [experimentSummary()] }, new Refusal(503, 'The database does not answer.')];
  const { page, socket } = await mountOnPage(ExperimentsScreen, { 'GET /experiments': () => answers.shift() });

  socket.open();
  await flushPromises();

  expect(page.text()).toContain('What you see may be older, and is read again by itself. The database does not answer.');
  expect(page.find('[role=list][aria-label=Experiments]').exists()).toBe(true);
  page.unmount();
});

it('reads its list again that could not be read', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const answers: unknown[] = [new Refusal(503, 'The database does not answer.'), { items: [] }];
  const { page } = await mountOnPage(ExperimentsScreen, { 'GET /experiments': () => answers.shift() });
  expect(page.text()).toContain('The experiments could not be read');

  await vi.advanceTimersByTimeAsync(2_000);
  await flushPromises();

  expect(page.text()).toContain('No experiments');
  page.unmount();
});
