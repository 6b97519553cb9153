import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { type Config, isLoopbackHost } from '../config/config.js';

export const sessionCookie = 'gridscope_session';

/** Who may talk to us. The same answer for HTTP and sockets. */
export class Admission {
  private readonly sessionValue: string | undefined;

  constructor(private readonly config: Pick<Config, 'isLoopback' | 'token'>) {
    this.sessionValue = config.token === undefined ? undefined : createHmac('sha256', config.token).update('session').digest('hex');
  }

  /** Why a request from elsewhere is turned away, or undefined. A page of another site can make a browser send requests here; its Host or Origin gives it away. */
  foreignness(request: Pick<IncomingMessage, 'headers'>): string | undefined {
    const host = request.headers.host;
    if (host === undefined) return 'The request has no Host header.';
    // On loopback a foreign name is DNS rebinding; elsewhere we cannot know our own names.
    if (this.config.isLoopback && !isLoopbackHost(hostName(host))) return `This program answers on this machine only, not as ${hostName(host)}.`;
    const origin = request.headers.origin;
    if (origin !== undefined && !isSameOrigin(origin, host)) return 'Pages of other sites may not use this program.';
    if (request.headers['sec-fetch-site'] === 'cross-site') return 'Pages of other sites may not use this program.';
    return undefined;
  }

  /** Whether the request carries the token, as Bearer or by cookie; always where none is needed. */
  isAdmitted(request: Pick<IncomingMessage, 'headers'>): boolean {
    if (this.config.token === undefined || this.sessionValue === undefined) return true;
    const bearer = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (bearer !== undefined) return isEqual(bearer, this.config.token);
    const cookie = cookies(request.headers.cookie).get(sessionCookie);
    return cookie !== undefined && isEqual(cookie, this.sessionValue);
  }

  /** The cookie's value for the right token, or undefined. */
  sessionFor(token: string): string | undefined {
    if (this.config.token === undefined || !isEqual(token, this.config.token)) return undefined;
    return this.sessionValue;
  }
}

function hostName(host: string): string {
  return host.startsWith('[') ? host.slice(0, host.indexOf(']') + 1) : (host.split(':')[0] ?? host);
}

function isSameOrigin(origin: string, host: string): boolean {
  if (!URL.canParse(origin)) return false;
  return new URL(origin).host === host;
}

function isEqual(given: string, expected: string): boolean {
  // Digests have one length, so that the comparison takes the same time for every guess.
  const digest = (text: string) => createHmac('sha256', 'compare').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

function cookies(header: string | undefined): Map<string, string> {
  const pairs = (header ?? '').split(';').map((pair) => pair.trim().split('='));
  return new Map(pairs.filter((pair) => pair.length === 2).map(([key, value]) => [key ?? '', value ?? '']));
}
