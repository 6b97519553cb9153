import { useIntervalFn, useLocalStorage } from '@vueuse/core';
import { computed, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue';

export const playSpeeds = [1, 2, 4, 8, 16] as const;

export interface Play {
  /** Id of the axis that plays. */
  playing: Readonly<ShallowRef<string | undefined>>;
  isPlaying: ComputedRef<boolean>;
  /** Values a second. */
  speed: Ref<number>;
  toggle: (axisId: string) => void;
  stop: () => void;
}

/** Walks along one further axis, a value at a time; waits where the page it shows is not there yet. */
export function usePlay(step: (axisId: string) => void, isReady: () => boolean): Play {
  const playing = shallowRef<string>();
  const speed = useLocalStorage('gridscope.play-speed', 2);
  const { pause, resume } = useIntervalFn(() => {
    if (playing.value !== undefined && isReady()) step(playing.value);
  }, computed(() => 1_000 / speed.value), { immediate: false });

  function stop(): void {
    playing.value = undefined;
    pause();
  }

  function toggle(axisId: string): void {
    if (playing.value === axisId) return stop();
    playing.value = axisId;
    resume();
  }

  return { playing, isPlaying: computed(() => playing.value !== undefined), speed, toggle, stop };
}
