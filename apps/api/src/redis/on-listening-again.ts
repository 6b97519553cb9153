import type { Redis } from 'ioredis';

/** Calls `listener` each time a connection that subscribes was away and listens again: what was said meanwhile, it has missed. */
export function onListeningAgain(connection: Redis, listener: () => void): void {
  let wasAway = false;
  connection.on('close', () => { wasAway = true; });
  connection.on('ready', () => {
    if (!wasAway) return;
    wasAway = false;
    // Subscribing again is on its way already; Redis answers in order. Where it goes away once more, this comes once more.
    connection.ping().then(listener, () => { wasAway = true; });
  });
}
