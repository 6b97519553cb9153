import { mount } from '@vue/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { defineComponent, h, ref, type Ref } from 'vue';
import { runShortcut, useActions, useShortcutLayer, useShortcuts, type Action } from './useShortcuts';

const action = (keys: string[], run: () => void, more: Partial<Action> = {}): Action => ({ name: `does ${keys.join()}`, group: 'Test', keys, run, ...more });
const withActions = (actions: Record<string, Action>) => defineComponent({ setup: () => (useShortcuts(actions), () => h('input')) });
const press = (key: string, target: EventTarget = document.body, modifiers: KeyboardEventInit = {}) => {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...modifiers });
  Object.defineProperty(event, 'target', { value: target });
  return runShortcut(event);
};

afterEach(() => {
  document.body.innerHTML = '';
});

describe('shortcuts', () => {
  it('run while their component is there, and not after', () => {
    const run = vi.fn();
    const page = mount(withActions({ fold: action(['f'], run) }));

    press('f');
    page.unmount();
    press('f');

    expect(run).toHaveBeenCalledTimes(1);
  });

  it('leave letters to the field one types in, but not Ctrl with a letter', () => {
    const [letter, save] = [vi.fn(), vi.fn()];
    const page = mount(withActions({ letter: action(['s'], letter), save: action(['Ctrl+s'], save) }), { attachTo: document.body });
    const field = page.get('input').element;

    press('s', field);
    press('s', field, { ctrlKey: true });

    expect(letter).not.toHaveBeenCalled();
    expect(save).toHaveBeenCalledOnce();
    page.unmount();
  });

  it('do not run while they are not enabled', () => {
    const run = vi.fn();
    const page = mount(withActions({ start: action(['x'], run, { isEnabled: () => false }) }));

    expect(press('x')).toBe(false);
    expect(run).not.toHaveBeenCalled();
    page.unmount();
  });

  it('below an open layer are the only ones that work', () => {
    const [below, inside] = [vi.fn(), vi.fn()];
    const isOpen: Ref<boolean> = ref(true);
    const Inside = withActions({ inside: action(['i'], inside) });
    const Layer = defineComponent({ setup: () => (useShortcutLayer(isOpen), () => h(Inside)) });
    const page = mount(defineComponent({ setup: () => (useShortcuts({ below: action(['p'], below) }), () => h(Layer)) }));

    press('p');
    press('i');
    expect(below).not.toHaveBeenCalled();
    expect(inside).toHaveBeenCalledOnce();

    page.unmount();
  });

  it('are listed for the palette', () => {
    const names: string[] = [];
    const List = defineComponent({ setup: () => { const actions = useActions(); return () => (names.splice(0, names.length, ...actions.value.map(({ name }) => name)), h('i')); } });
    const page = mount(defineComponent({ setup: () => (useShortcuts({ fold: action(['f'], () => undefined) }), () => h(List)) }));

    expect(names).toEqual(['does f']);
    page.unmount();
  });
});
