import type { IncomingMessage } from 'node:http';
import { Logger } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { newId } from '../database/ids.js';
import type { Meters } from '../health/meters.js';

/** The header that carries a request's id, in and out. */
export const requestIdHeader = 'x-request-id';

const wellFormed = /^[\w.:-]{1,100}$/;

/**
 * Gives every request an id, its sender's or a new one, and says how it went: measured by route, and logged where it changes something or fails.
 * The id travels in the request's own header: an AsyncLocalStorage would slow every promise of the process down.
 */
export function traceRequests(meters: Meters) {
  const logger = new Logger('http');
  return (request: Request, response: Response, next: NextFunction): void => {
    const given = request.headers[requestIdHeader];
    const requestId = typeof given === 'string' && wellFormed.test(given) ? given : newId();
    request.headers[requestIdHeader] = requestId;
    response.setHeader(requestIdHeader, requestId);
    const startedAtMs = performance.now();
    response.once('close', () => {
      const { method } = request;
      const [route, status, tookMs] = [routeOf(request), response.statusCode, performance.now() - startedAtMs];
      meters.request({ method, route, status, seconds: tookMs / 1_000 });
      const line = { message: 'request', requestId, method, route, status, tookMs: Math.round(tookMs) };
      if (method === 'GET' && status < 500) logger.debug(line);
      else logger.log(line);
    });
    next();
  };
}

/** The id that a request carries once it was traced. */
export function requestIdOf(request: Pick<IncomingMessage, 'headers'>): string {
  return String(request.headers[requestIdHeader]);
}

/** The pattern, not the address: one line for all plans. What no route answers is the page's files, or unknown. */
function routeOf(request: Request): string {
  // Express types the route that answered as any.
  const { path } = (request.route ?? {}) as { path?: unknown };
  if (typeof path === 'string') return path;
  return request.path.startsWith('/api/') ? 'unknown' : 'page';
}
