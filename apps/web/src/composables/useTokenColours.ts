import { usePreferredDark } from '@vueuse/core';
import { shallowRef, watch, type ShallowRef } from 'vue';
import { useTheme } from './useTheme';

const names = ['raised', 'ink', 'ink-2', 'ink-3', 'line', 'line-strong', 'accent', 'running', 'done', 'failed', 'warning'] as const;
export type TokenColours = Record<(typeof names)[number], string>;

/** The tokens of the theme on the screen as `rgb(…)`, for what is drawn outside CSS; they change with the theme. */
export function useTokenColours(): Readonly<ShallowRef<TokenColours>> {
  const { theme } = useTheme();
  const colours = shallowRef(readColours());
  // After the theme has been written on the root element.
  watch([theme, usePreferredDark()], () => (colours.value = readColours()), { flush: 'post' });
  return colours;
}

function readColours(): TokenColours {
  // fromEntries cannot know that every name is there.
  return Object.fromEntries(names.map((name) => [name, resolveColour(`var(--${name})`)])) as TokenColours;
}

/** Any CSS colour as `rgb(…)`: canvas and charts do not know `light-dark` and `oklch`. */
function resolveColour(colour: string): string {
  const probe = document.createElement('span');
  probe.style.color = colour;
  document.body.append(probe);
  const computedColour = getComputedStyle(probe).color;
  probe.remove();
  const context = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d');
  if (context === null) return computedColour;
  context.fillStyle = computedColour;
  context.fillRect(0, 0, 1, 1);
  const [red, green, blue] = context.getImageData(0, 0, 1, 1).data;
  return `rgb(${red}, ${green}, ${blue})`;
}
