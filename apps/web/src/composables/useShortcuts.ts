import { computed, inject, onScopeDispose, provide, shallowReactive, toValue, watchEffect, type ComputedRef, type InjectionKey, type MaybeRefOrGetter } from 'vue';
import { isPressed, needsModifier } from './shortcut-keys';

/** Something a person can do: buttons and tooltips, the list of keys and the palette are all made from it. */
export interface Action {
  /** What it does, as a button would say it. */
  name: string;
  /** Heading in the list of keys. */
  group: string;
  /** Combinations as `Ctrl+Enter`, `Shift+ArrowLeft`, `?`, `Space`; any of them runs it. */
  keys?: readonly string[];
  run: () => unknown;
  /** Left out: always. */
  isEnabled?: () => boolean;
}

interface Registered { action: Action; layer: symbol }

const page = Symbol('page');
const layerKey: InjectionKey<symbol> = Symbol('shortcut layer');
const registered = shallowReactive(new Set<Registered>());
const openLayers = shallowReactive<symbol[]>([]);

/** Registers actions as long as the component is there, and gives them back for its buttons. */
export function useShortcuts<T extends Record<string, Action>>(actions: T): T {
  const layer = inject(layerKey, page);
  const mine = Object.values(actions).map((action) => ({ action, layer }));
  for (const one of mine) registered.add(one);
  onScopeDispose(() => mine.forEach((one) => registered.delete(one)));
  return actions;
}

/** Makes a component a layer of its own: while open, only the keys of actions registered below it work. */
export function useShortcutLayer(isOpen: MaybeRefOrGetter<boolean>): void {
  const layer = Symbol('layer');
  provide(layerKey, layer);
  watchEffect(() => (toValue(isOpen) ? openLayers.push(layer) : closeLayer(layer)));
  onScopeDispose(() => closeLayer(layer));
}

/** Every action there is now, for the palette and the list of keys. */
export function useActions(): ComputedRef<Action[]> {
  return computed(() => [...registered].filter(({ layer }) => layer === page).map(({ action }) => action));
}

/** Runs the action whose keys were pressed; the newest registered wins. Returns whether there was one. */
export function runShortcut(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.isComposing) return false;
  const top = openLayers.at(-1) ?? page;
  const match = [...registered].reverse().find(({ action, layer }) => layer === top && isMatch(action, event));
  if (match === undefined) return false;
  event.preventDefault();
  void match.action.run();
  return true;
}

function isMatch(action: Action, event: KeyboardEvent): boolean {
  const isMeant = (action.keys ?? []).some((keys) => isPressed(keys, event) && (needsModifier(keys) || !isMeantForControl(event)));
  return isMeant && action.isEnabled?.() !== false;
}

/** Letters typed into a field, and Enter or Space on a button, belong to it. */
function isMeantForControl(event: KeyboardEvent): boolean {
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest('input:not([type=range]), textarea, select, [contenteditable=true], [role=menu], [role=listbox], [role=combobox]') !== null) return true;
  const isPress = event.key === 'Enter' || event.key === ' ';
  return isPress && target.closest('button, a, summary, [role=button], [role=tab], [role=switch], [role=slider]') !== null;
}

function closeLayer(layer: symbol): void {
  const place = openLayers.indexOf(layer);
  if (place !== -1) openLayers.splice(place, 1);
}
