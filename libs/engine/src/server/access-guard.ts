import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether a request is refused with 403: a browser says that it comes from another site, or Host is loopback and Origin names
 * another host or port (ports count only where both are given; `localhost` is not `127.0.0.1`). Facts §1.1.
 */
export function isRefused(headers: IncomingHttpHeaders, refusesCrossSite: boolean): boolean {
  if (refusesCrossSite && headers['sec-fetch-site'] === 'cross-site') return true;
  const { host, origin } = headers;
  if (host === undefined || origin === undefined) return false;
  const from = addressOf(origin);
  const to = addressOf(`http://${host}`);
  if (from === undefined || to === undefined || !isLoopback(to.name)) return false;
  if (from.port !== '' && to.port !== '') return from.name !== to.name || from.port !== to.port;
  return from.name !== to.name;
}

interface Address { name: string; port: string }

/** Undefined where there is no host to compare: `null`, `file://`. */
function addressOf(url: string): Address | undefined {
  const match = /^\w+:\/\/(\[[^\]]+\]|[^:/]+)(?::(\d+))?/.exec(url);
  return match ? { name: (match[1] ?? '').toLowerCase(), port: match[2] ?? '' } : undefined;
}

function isLoopback(name: string): boolean {
  return name === 'localhost' || name === '[::1]' || /^127(\.\d+){3}$/.test(name);
}
