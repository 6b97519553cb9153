import { describe, expect, it } from 'vitest';
import { isPressed, keyCaps, needsModifier } from './shortcut-keys';

const press = (key: string, modifiers: KeyboardEventInit = {}) => new KeyboardEvent('keydown', { key, ...modifiers });

describe('isPressed', () => {
  it.each([
    ['a letter', 'f', press('f'), true],
    ['a letter with Shift as another key', 'f', press('F', { shiftKey: true }), false],
    ['Ctrl with a letter', 'Ctrl+k', press('k', { ctrlKey: true }), true],
    ['Command in place of Ctrl', 'Ctrl+k', press('k', { metaKey: true }), true],
    ['a symbol however it is made', '?', press('?', { shiftKey: true }), true],
    ['Shift with an arrow', 'Shift+ArrowLeft', press('ArrowLeft', { shiftKey: true }), true],
    ['an arrow without its Shift', 'Shift+ArrowLeft', press('ArrowLeft'), false],
    ['space by its name', 'Space', press(' '), true],
    ['plus as a key', '+', press('+', { shiftKey: true }), true],
  ])('reads %s', (_, combination, event, expected) => {
    expect(isPressed(combination, event)).toBe(expected);
  });
});

it('shows arrows and Enter as signs', () => {
  expect(keyCaps('Ctrl+Enter')).toEqual(['Ctrl', '⏎']);
  expect(keyCaps('ArrowLeft')).toEqual(['←']);
});

it('knows which combinations work while one types', () => {
  expect(needsModifier('Ctrl+s')).toBe(true);
  expect(needsModifier('Shift+T')).toBe(false);
});
