import { describe, expect, it } from 'vitest';
import type { BusMessage } from './bus-message.js';
import { Bus } from './bus.js';

describe('Bus', () => {
  it('tells the sender\'s own process, and only whoever listens to that type', () => {
    const bus = new Bus();
    const heard: BusMessage[] = [];
    bus.on('work', (message) => heard.push(message));

    bus.publish({ type: 'runs-unwanted' });
    bus.publish({ type: 'work', planId: 'a plan' });

    expect(heard).toEqual([{ type: 'work', planId: 'a plan' }]);
  });

  it('tells nothing any more to whoever left', () => {
    const bus = new Bus();
    const heard: BusMessage[] = [];
    const leave = bus.on('work', (message) => heard.push(message));

    leave();
    bus.publish({ type: 'work' });

    expect(heard).toEqual([]);
  });
});
