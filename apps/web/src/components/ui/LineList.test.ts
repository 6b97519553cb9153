import { mount } from '@vue/test-utils';
import { TooltipProvider } from 'reka-ui';
import { expect, it } from 'vitest';
import { defineComponent, h, nextTick, shallowRef } from 'vue';
import LineList from './LineList.vue';

function mountList(first: string[]) {
  const lines = shallowRef(first);
  const Page = defineComponent({ render: () => h(TooltipProvider, () => h(LineList, { lines: lines.value, name: 'value', onChange: (changed: string[]) => (lines.value = changed) })) });
  const page = mount(Page, { attachTo: document.body });
  return { page, lines, field: (place: number) => page.get(`[aria-label="value ${place}"]`) };
}

it('begins a new line at Enter and goes there', async () => {
  const { page, lines, field } = mountList(['a', 'b']);

  await field(1).trigger('keydown', { key: 'Enter' });
  await nextTick();

  expect(lines.value).toEqual(['a', '', 'b']);
  expect(document.activeElement).toBe(field(2).element);
  page.unmount();
});

it('keeps a line break typed with Shift', async () => {
  const { page, lines, field } = mountList(['a']);

  await field(1).trigger('keydown', { key: 'Enter', shiftKey: true });

  expect(lines.value).toEqual(['a']);
  page.unmount();
});

it('makes several values of several lines pasted', async () => {
  const { page, lines, field } = mountList(['a', '', 'b']);
  const clipboard = new DataTransfer();
  clipboard.setData('text', 'lighthouse\ncastle, old\n\ntree');

  const event = Object.assign(new Event('paste', { bubbles: true, cancelable: true }), { clipboardData: clipboard });
  field(2).element.dispatchEvent(event);
  await nextTick();

  expect(lines.value).toEqual(['a', 'lighthouse', 'castle, old', 'tree', 'b']);
  page.unmount();
});

it('takes an empty line away at Backspace, but never the last', async () => {
  const { page, lines, field } = mountList(['a', '']);

  await field(2).trigger('keydown', { key: 'Backspace' });
  expect(lines.value).toEqual(['a']);
  page.unmount();

  const alone = mountList(['']);
  await alone.field(1).trigger('keydown', { key: 'Backspace' });
  expect(alone.lines.value).toEqual(['']);
  alone.page.unmount();
});
