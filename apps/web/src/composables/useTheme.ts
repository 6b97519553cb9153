import { createSharedComposable, useLocalStorage } from '@vueuse/core';
import { watchEffect, type Ref } from 'vue';

export type Theme = 'system' | 'dark' | 'light';
export type Backdrop = 'dark' | 'grey' | 'light';

const next: Record<Theme, Theme> = { system: 'dark', dark: 'light', light: 'system' };
const nextBackdrop: Record<Backdrop, Backdrop> = { dark: 'grey', grey: 'light', light: 'dark' };

/** The theme and the surface behind pictures, kept on this computer and written on the root element; one for the whole page. */
export const useTheme = createSharedComposable(makeTheme);

function makeTheme(): { theme: Ref<Theme>; backdrop: Ref<Backdrop>; switchTheme: () => void; switchBackdrop: () => void } {
  const theme = useLocalStorage<Theme>('gridscope.theme', 'system');
  const backdrop = useLocalStorage<Backdrop>('gridscope.backdrop', 'dark');
  watchEffect(() => (document.documentElement.dataset.theme = theme.value));
  watchEffect(() => (document.documentElement.dataset.backdrop = backdrop.value));
  return {
    theme,
    backdrop,
    switchTheme: () => (theme.value = next[theme.value]),
    switchBackdrop: () => (backdrop.value = nextBackdrop[backdrop.value]),
  };
}
