import { shallowRef, watch } from 'vue';

const firstPauseMs = 2_000;
const longestPauseMs = 30_000;

/** Reads again after a pause as long as reading fails and the scope lives; the pauses grow from 2 to 30 s. `read` says why it failed where `hasFailed` looks, and throws nothing. */
export function useReadAgain(hasFailed: () => boolean, read: () => Promise<void>): void {
  const tries = shallowRef(0);
  async function readOnce(): Promise<void> {
    await read();
    tries.value += 1;
  }
  watch([hasFailed, tries], ([isFailed], _, onCleanup) => {
    if (!isFailed) {
      tries.value = 0;
      return;
    }
    const timer = setTimeout(() => void readOnce(), Math.min(longestPauseMs, firstPauseMs * 2 ** tries.value));
    onCleanup(() => clearTimeout(timer));
  }, { immediate: true });
}
