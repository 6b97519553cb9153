import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { NestExpressApplication } from '@nestjs/platform-express';
import express, { type NextFunction, type Request, type Response } from 'express';

const folder = fileURLToPath(new URL('../../../web/dist', import.meta.url));
const immutableSeconds = 365 * 24 * 3_600;

/** Serves the built page; every address that is no file and not the API's is the page's own. */
export function servePage(nest: NestExpressApplication): void {
  if (!existsSync(join(folder, 'index.html'))) return;
  nest.use('/assets', express.static(join(folder, 'assets'), { immutable: true, maxAge: immutableSeconds * 1_000, fallthrough: false }));
  nest.use(express.static(folder, { index: false }));
  nest.use((request: Request, response: Response, next: NextFunction) => {
    const asked = request.path.toLowerCase();
    const isPage = request.method === 'GET' && !asked.startsWith('/api/') && !asked.startsWith('/socket.io/');
    if (!isPage) return next();
    response.setHeader('Cache-Control', 'no-cache');
    response.sendFile(join(folder, 'index.html'));
  });
}
