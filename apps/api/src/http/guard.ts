import type { NextFunction, Request, Response } from 'express';
import type { ProblemAnswer } from '@gridscope/contract';
import type { Admission } from './admission.js';

const open = new Set(['/api/v1/session', '/api/v1/health', '/api/v1/health/live', '/api/v1/health/ready']);

/** Turns away foreign requests, and those without the token from everything but the bare page, the sign-in and the health checks. */
export function guard(admission: Admission) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const foreignness = admission.foreignness(request);
    if (foreignness !== undefined) return refuse(response, 403, 'Forbidden', foreignness);
    if (needsToken(request) && !admission.isAdmitted(request)) return refuse(response, 401, 'Token needed', 'This Gridscope asks for its token: open its page and type it in, or send it as Authorization: Bearer.');
    next();
  };
}

/** Everything but reading the bare page. Routes match in any case of letters, so what is asked for is compared in one. */
function needsToken({ method, path }: Pick<Request, 'method' | 'path'>): boolean {
  const asked = path.toLowerCase();
  if (open.has(asked)) return false;
  return asked.startsWith('/api/') || !(method === 'GET' || method === 'HEAD');
}

function refuse(response: Response, status: number, title: string, detail: string): void {
  const answer: ProblemAnswer = { type: 'about:blank', title, status, detail };
  response.status(status).type('application/problem+json').send(JSON.stringify(answer));
}
