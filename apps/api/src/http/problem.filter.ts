import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import { ComfyError } from '@gridscope/comfy/client';
import type { ProblemAnswer } from '@gridscope/contract';
import type { Request, Response } from 'express';
import { RefusedError } from './refused.error.js';

/** Turns whatever went wrong into a problem answer: a sentence, never a stack or a path. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('http');

  catch(error: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    const answer = problemOf(error);
    if (answer.status >= 500) this.logger.error(error);
    // A file that broke off in the middle can only be cut short.
    if (response.headersSent) {
      response.destroy();
      return;
    }
    // What is left of a body that was refused half-read would stand before the connection's next request.
    if (!host.switchToHttp().getRequest<Request>().complete) response.set('connection', 'close');
    // A route may have said already how long its picture keeps.
    response.removeHeader('etag');
    response.set('cache-control', 'no-store');
    response.status(answer.status).type('application/problem+json').send(JSON.stringify(answer));
  }
}

function problemOf(error: unknown): ProblemAnswer {
  if (error instanceof RefusedError) return answer(error.status, error.message, error.problems);
  if (error instanceof ComfyError) return answer(502, error.message);
  if (error instanceof HttpException) return answer(error.getStatus(), error.message);
  if (isBodyError(error)) return answer(error.status, error.status === 413 ? 'The request is larger than this route takes.' : `The body could not be read: ${error.message}`);
  return answer(500, 'Something went wrong inside Gridscope; its log says what.');
}

function answer(status: number, detail: string, problems: ProblemAnswer['problems'] = []): ProblemAnswer {
  return { type: 'about:blank', title: titles.get(status) ?? 'Refused', status, detail, ...(problems.length > 0 ? { problems } : {}) };
}

const titles = new Map([
  [400, 'Bad request'],
  [401, 'Token needed'],
  [403, 'Forbidden'],
  [404, 'Not found'],
  [409, 'Conflict'],
  [413, 'Too large'],
  [500, 'Internal error'],
  [502, 'Server trouble'],
]);

/** What Express's body parsers throw. */
function isBodyError(error: unknown): error is Error & { status: number } {
  return error instanceof Error && 'status' in error && typeof error.status === 'number' && error.status >= 400 && error.status < 500;
}
