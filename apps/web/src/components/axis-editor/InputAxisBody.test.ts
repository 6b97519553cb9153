import { mount } from '@vue/test-utils';
import { TooltipProvider } from 'reka-ui';
import { expect, it } from 'vitest';
import { defineComponent, h, shallowRef } from 'vue';
import type { InputAxis } from '../../services/draft/edited-draft';
import { workflowView } from '../../testing/things';
import InputAxisBody from './InputAxisBody.vue';

function mountAxis(first: InputAxis) {
  const axis = shallowRef(first);
  const input = workflowView().inputs.find(({ shortName }) => shortName === first.input);
  const Page = defineComponent({ render: () => h(TooltipProvider, () => h(InputAxisBody, { axis: axis.value, input, random: 1, problems: [], onChange: (changed: InputAxis) => (axis.value = changed) })) });
  return { page: mount(Page, { attachTo: document.body }), axis };
}

it('underlines a mistake where it is and says what is wrong', () => {
  const { page } = mountAxis({ input: 'KSampler.steps', values: '2, 99999, 4' });

  expect(page.findAll('.decoration-failed').map((piece) => piece.text())).toEqual(['99999']);
  expect(page.text()).toContain('10000');
  page.unmount();
});

it('shows every value that was read as a chip', () => {
  const { page } = mountAxis({ input: 'KSampler.steps', values: '1-10 (+3), SKIP: 20' });

  expect(page.findAll('[aria-label^="Change value"]').map((chip) => chip.text())).toEqual(['1', '4', '7', '10', '20']);
  page.unmount();
});

it('writes a list when one chip is changed', async () => {
  const { page, axis } = mountAxis({ input: 'KSampler.steps', values: '1-3' });

  await page.get('[aria-label="Change value 2"]').trigger('click');
  const field = page.get('input[aria-label="Value 2"]');
  await field.setValue('25');
  await field.trigger('keydown', { key: 'Enter' });

  expect(axis.value.values).toBe('1, 25, 3');
  page.unmount();
});

it('keeps what is skipped skipped when another value is taken away', async () => {
  const { page, axis } = mountAxis({ input: 'KSampler.steps', values: '1, SKIP: 2, 3' });

  await page.get('[aria-label="Take value 1 away"]').trigger('click');

  expect(axis.value.values).toBe('SKIP: 2, 3');
  page.unmount();
});

it('shows the values of a text axis one on each line', () => {
  const { page } = mountAxis({ input: 'positive.text', values: ['a castle, old', 'a tree'] });

  expect(page.findAll('textarea').map((line) => line.element.value)).toEqual(['a castle, old', 'a tree']);
  page.unmount();
});
