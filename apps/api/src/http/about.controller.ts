import { Body, Controller, Get, HttpCode, Post, Res } from '@nestjs/common';
import { type About, endpoints } from '@gridscope/contract';
import type { Response } from 'express';
import type { z } from 'zod';
import { Config } from '../config/config.js';
import { engineName } from '../config/names.js';
import { version } from '../config/version.js';
import { Admission, sessionCookie } from './admission.js';
import { parse } from './parse.pipe.js';
import { RefusedError } from './refused.error.js';

/** What the program is, and the way in. */
@Controller()
export class AboutController {
  constructor(
    private readonly config: Config,
    private readonly admission: Admission,
  ) {}

  @Get('about')
  about(): About {
    return { version, cellLimit: this.config.cellLimit, needsToken: this.config.token !== undefined, engineName };
  }

  @Post('session')
  @HttpCode(204)
  openSession(@Body(parse(endpoints.openSession.body)) body: z.output<typeof endpoints.openSession.body>, @Res({ passthrough: true }) response: Response): void {
    const session = this.admission.sessionFor(body.token);
    if (session === undefined) throw new RefusedError('That is not the token. It is what GRIDSCOPE_TOKEN was set to where Gridscope was started.', { status: 401 });
    response.cookie(sessionCookie, session, { httpOnly: true, sameSite: 'strict', secure: response.req.secure, path: '/', maxAge: 30 * 24 * 3_600_000 });
  }
}
