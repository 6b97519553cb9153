import type { NestExpressApplication } from '@nestjs/platform-express';
import { SwaggerModule } from '@nestjs/swagger';
import type { OpenAPIObject } from '@nestjs/swagger';
import { openApiDocument } from '@gridscope/contract';
import express, { type NextFunction, type Request, type Response } from 'express';
import helmet from 'helmet';
import { version } from './config/version.js';
import { GuardedIoAdapter } from './events/guarded-io.adapter.js';
import { SharedSockets } from './events/shared-sockets.js';
import { Meters } from './health/meters.js';
import { Admission } from './http/admission.js';
import { guard } from './http/guard.js';
import { assertJsonDepth } from './http/json-depth.js';
import { ProblemFilter } from './http/problem.filter.js';
import { servePage } from './http/serve-page.js';
import { traceRequests } from './http/trace-requests.js';

const jsonLimitBytes = 24 * 1024 * 1024;
const jsonDepthLimit = 100;
const answeredByWorkers = /^\/api\/v1\/(health|metrics)(\/|$)/;

/** Page, API and sockets. */
export function dressApi(nest: NestExpressApplication): void {
  dress(nest);
  nest.useWebSocketAdapter(new GuardedIoAdapter(nest, nest.get(Admission), nest.get(SharedSockets)));
  // The contract's document is OpenAPI 3.1; Nest's type speaks of 3.0.
  SwaggerModule.setup('api/v1/docs', nest, openApiDocument(version) as OpenAPIObject, { jsonDocumentUrl: 'api/v1/openapi.json' });
  servePage(nest);
}

/** A worker says how it is, and answers nothing else. */
export function dressWorker(nest: NestExpressApplication): void {
  dress(nest);
  nest.use((request: Request, response: Response, next: NextFunction) => {
    if (answeredByWorkers.test(request.path)) return next();
    response.status(404).type('application/problem+json').send(JSON.stringify({ type: 'about:blank', title: 'Not found', status: 404, detail: 'This process draws and answers nobody but /api/v1/health and /api/v1/metrics. Ask one with GRIDSCOPE_ROLE=api.' }));
  });
}

function dress(nest: NestExpressApplication): void {
  nest.disable('x-powered-by');
  nest.use(helmet({ contentSecurityPolicy: { directives: contentSecurity }, strictTransportSecurity: false }));
  nest.use(traceRequests(nest.get(Meters)));
  nest.use(guard(nest.get(Admission)));
  nest.use(express.json({ limit: jsonLimitBytes, verify: (_request, _response, bytes) => assertJsonDepth(bytes, jsonDepthLimit) }));
  nest.setGlobalPrefix('api/v1');
  nest.useGlobalFilters(new ProblemFilter());
}

// Everything comes from here; pictures also from what the page itself made. Component libraries place things by style attributes.
const contentSecurity = {
  defaultSrc: ["'self'"],
  imgSrc: ["'self'", 'data:', 'blob:'],
  styleSrc: ["'self'", "'unsafe-inline'"],
  scriptSrc: ["'self'"],
  connectSrc: ["'self'"],
  frameAncestors: ["'none'"],
  upgradeInsecureRequests: null,
};
