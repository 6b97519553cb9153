import { useEventListener } from '@vueuse/core';
import type { ShallowRef } from 'vue';

const leastPx = 48;
const mostMs = 700;

/** Calls back when a finger swipes sideways over an element; scrolling up and down stays as it is. */
export function useSideSwipe(element: Readonly<ShallowRef<HTMLElement | null>>, onSwipe: (direction: 'left' | 'right') => void): void {
  let began: { x: number; y: number; atMs: number } | undefined;
  useEventListener(element, 'touchstart', ({ touches, timeStamp }: TouchEvent) => {
    const [finger, second] = touches;
    began = finger === undefined || second !== undefined ? undefined : { x: finger.clientX, y: finger.clientY, atMs: timeStamp };
  }, { passive: true });
  useEventListener(element, 'touchend', ({ changedTouches, timeStamp }: TouchEvent) => {
    const [finger] = changedTouches;
    if (began === undefined || finger === undefined || timeStamp - began.atMs > mostMs) return;
    const [x, y] = [finger.clientX - began.x, finger.clientY - began.y];
    began = undefined;
    if (Math.abs(x) >= leastPx && Math.abs(x) > 1.5 * Math.abs(y)) onSwipe(x < 0 ? 'left' : 'right');
  }, { passive: true });
}
