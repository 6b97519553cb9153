import { flushPromises, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { mountOnPage } from '../testing/fake-page';
import { Refusal } from '../testing/fake-api';
import { experimentView, idOf, planDescription, planView, workflowView } from '../testing/things';
import BuilderScreen from './BuilderScreen.vue';

const routes = {
  'GET /servers': () => ({ items: [], found: [] }),
  'GET /templates': () => ({ items: [{ id: 'txt2img', name: 'Text to image', description: 'A prompt becomes a picture.', isAvailable: true }] }),
  'POST /workflows/inspect': () => workflowView(),
  'POST /plans/describe': () => planDescription(),
  'POST /experiments': () => experimentView(),
  'GET /experiments/:id': () => experimentView(),
  'PUT /experiments/:id': () => experimentView({ revision: 2 }),
  'POST /experiments/:id/plans': () => planView(),
};

const button = (page: VueWrapper, text: string) => {
  const found = page.findAll('button').find((one) => one.text().startsWith(text));
  if (found === undefined) throw new Error(`There is no button "${text}".`);
  return found;
};

beforeEach(() => {
  localStorage.clear();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => void vi.useRealTimers());

/** The 200 ms after which the API is asked about a draft. */
async function settle(): Promise<void> {
  await vi.advanceTimersByTimeAsync(500);
  await flushPromises();
}

describe('BuilderScreen', () => {
  it('goes from a template to a started plan', async () => {
    const { page, router, calls } = await mountOnPage(BuilderScreen, routes);
    await button(page, 'Text to image').trigger('click');
    await settle();

    expect(button(page, 'Start').text()).toContain('Start: draw 12, reuse 48, about 4 min');
    await button(page, 'Start').trigger('click');
    await flushPromises();

    expect(calls.filter(({ route }) => route === 'POST /experiments').map(({ body }) => body)).toMatchObject([{ name: 'txt2img', workflow: { template: 'txt2img' } }]);
    expect(router.currentRoute.value.path).toBe(`/plans/${idOf(1001)}`);
    page.unmount();
  });

  it('asks before it makes paid calls', async () => {
    const { page, calls } = await mountOnPage(BuilderScreen, { ...routes, 'POST /plans/describe': () => planDescription({ paidCalls: 60 }) }, { props: { experimentId: idOf(1) } });
    await settle();

    await button(page, 'Start').trigger('click');
    await flushPromises();
    expect(document.body.textContent).toContain('60 paid calls');
    expect(calls.some(({ route }) => route === 'POST /experiments/:id/plans')).toBe(false);
    [...document.querySelectorAll('button')].find((one) => one.textContent?.includes('Make 60 paid calls'))?.click();
    await flushPromises();

    expect(calls.at(-1)).toMatchObject({ route: 'POST /experiments/:id/plans', body: { acceptPaidCalls: true } });
    page.unmount();
  });

  it('keeps unsaved work over a reload, and offers to go back', async () => {
    const first = await mountOnPage(BuilderScreen, routes, { props: { experimentId: idOf(1) } });
    await settle();
    await first.page.get('[aria-label="Name of the experiment"]').setValue('another name');
    await settle();
    first.page.unmount();

    const second = await mountOnPage(BuilderScreen, routes, { props: { experimentId: idOf(1) } });
    await settle();
    const name = () => (second.page.get('[aria-label="Name of the experiment"]').element as HTMLInputElement).value;
    expect(name()).toBe('another name');
    await button(second.page, 'Back to revision 1').trigger('click');

    expect(name()).toBe('steps × sampler');
    second.page.unmount();
  });

  it('cannot start while something is wrong, and says what', async () => {
    const problem = { severity: 'error', path: ['axes', 0, 'values'], message: 'The steps end before they begin.' };
    const { page } = await mountOnPage(BuilderScreen, { ...routes, 'POST /plans/describe': () => planDescription({ problems: [problem as never] }) }, { props: { experimentId: idOf(1) } });
    await settle();

    expect(button(page, 'Start').attributes('disabled')).toBeDefined();
    expect(page.text()).toContain('The steps end before they begin.');
    page.unmount();
  });

  it('says why a workflow cannot be used and stays where it is', async () => {
    const { page } = await mountOnPage(BuilderScreen, { ...routes, 'POST /workflows/inspect': () => new Refusal(422, 'Node 4 has no class type.') });

    await button(page, 'Text to image').trigger('click');
    await settle();

    expect(page.get('[role=alert]').text()).toBe('Node 4 has no class type.');
    expect(page.text()).toContain('Your own workflow');
    page.unmount();
  });
});
