import { useDocumentVisibility, useIntervalFn } from '@vueuse/core';
import { watch, type Ref } from 'vue';
import { useServerStore } from '../stores/useServerStore';

export type TimelineRange = '10 min' | 'hour' | 'day';

const minuteMs = 60_000;
/** How much is shown, and how often it is read again: about one point of the strip. */
const ranges: Record<TimelineRange, { shownMs: number; everyMs: number }> = {
  '10 min': { shownMs: 10 * minuteMs, everyMs: 3_000 },
  hour: { shownMs: 60 * minuteMs, everyMs: 10_000 },
  day: { shownMs: 24 * 60 * minuteMs, everyMs: minuteMs },
};

/** Keeps what every server did current as long as somebody looks. A timeline that cannot be read stays as it was: the row above it says how the server is. */
export function useServerTimelines(range: Readonly<Ref<TimelineRange>>): void {
  const store = useServerStore();
  const visibility = useDocumentVisibility();
  const shown = () => ranges[range.value] ?? ranges['10 min'];

  async function read(): Promise<void> {
    if (visibility.value === 'hidden') return;
    const to = Date.now();
    await Promise.allSettled(store.servers.map(({ id }) => store.loadTimeline(id, to - shown().shownMs, to)));
  }

  useIntervalFn(() => void read(), () => shown().everyMs);
  watch([range, () => store.servers.map(({ id }) => id).join(), visibility], () => void read(), { immediate: true });
}
