/** Keys that are written with Shift on some keyboards: the character counts, not how it was made. */
const isSymbol = (key: string) => key.length === 1 && !/[a-z0-9 ]/i.test(key);

/** Whether a key press is the combination, written as `Ctrl+Enter`, `Shift+ArrowLeft`, `?` or `Space`; Ctrl also means Command. */
export function isPressed(combination: string, event: KeyboardEvent): boolean {
  const { key, ctrl, shift, alt } = readCombination(combination);
  if (event.key.toLowerCase() !== key.toLowerCase()) return false;
  if ((event.ctrlKey || event.metaKey) !== ctrl || event.altKey !== alt) return false;
  return isSymbol(key) || event.shiftKey === shift;
}

export function needsModifier(combination: string): boolean {
  const { ctrl, alt } = readCombination(combination);
  return ctrl || alt;
}

const names: Record<string, string> = { ArrowLeft: '←', ArrowRight: '→', ArrowUp: '↑', ArrowDown: '↓', Enter: '⏎', PageUp: 'PgUp', PageDown: 'PgDn', Escape: 'Esc', Delete: 'Del', Space: 'Space' };

/** The caps to show for a combination, e.g. `Ctrl+Enter` → `Ctrl`, `⏎`. */
export function keyCaps(combination: string): string[] {
  return parts(combination).map((part) => names[part] ?? (part.length === 1 ? part.toUpperCase() : part));
}

/** The combination as `aria-keyshortcuts` wants it. */
export function ariaKeys(combination: string): string {
  return combination.replace(/\bCtrl\b/, 'Control');
}

function readCombination(combination: string) {
  const all = parts(combination);
  const last = all.at(-1) ?? '';
  return { key: last === 'Space' ? ' ' : last, ctrl: all.includes('Ctrl'), shift: all.includes('Shift'), alt: all.includes('Alt') };
}

/** A lone `+` is a key, not a separator. */
function parts(combination: string): string[] {
  return combination === '+' ? ['+'] : combination.split('+').map((part) => (part === '' ? '+' : part));
}
