import 'reflect-metadata';
import { once } from 'node:events';
import type { Server } from 'node:http';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { SwaggerModule } from '@nestjs/swagger';
import type { OpenAPIObject } from '@nestjs/swagger';
import { openApiDocument } from '@gridscope/contract';
import express from 'express';
import helmet from 'helmet';
import { AppModule } from './app.module.js';
import type { Config } from './config/config.js';
import { version } from './config/version.js';
import { Installation } from './database/installation.js';
import { type OpenData, openData } from './database/open-data.js';
import { FirstExperiment } from './experiments/first-experiment.js';
import { GuardedIoAdapter } from './events/guarded-io.adapter.js';
import { Admission } from './http/admission.js';
import { guard } from './http/guard.js';
import { assertJsonDepth } from './http/json-depth.js';
import { createLogger } from './http/logger.js';
import { ProblemFilter } from './http/problem.filter.js';
import { servePage } from './http/serve-page.js';

const jsonLimitBytes = 24 * 1024 * 1024;
const jsonDepthLimit = 100;

export interface RunningApp {
  /** Where page and API answer, e.g. `http://127.0.0.1:8080`. */
  url: string;
  nest: NestExpressApplication;
  /** Ends gently: what servers hold goes on there and is collected at the next start. */
  close(): Promise<void>;
}

/** Starts the whole program on a data folder: database, engine, API, sockets and page. Throws DataFolderError, SettingsError or PortTakenError with a sentence to act on. */
export async function createApp(config: Config): Promise<RunningApp> {
  const data = await openData(config, Date.now());
  try {
    return await listen(config, data);
  } catch (error) {
    await data.close();
    throw error;
  }
}

async function listen(config: Config, data: OpenData): Promise<RunningApp> {
  const nest = await NestFactory.create<NestExpressApplication>(AppModule.of(config, data), { bodyParser: false, logger: createLogger(config.logLevel), abortOnError: false });
  dress(nest);
  await nest.get(Installation).load();
  try {
    await nest.init();
    await nest.get(FirstExperiment).offer();
    await listenOn(nest.getHttpServer(), config);
  } catch (error) {
    await nest.close();
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') throw new PortTakenError(config.port, error);
    throw error;
  }
  const url = addressOf(nest.getHttpServer(), config.host);
  await data.announce(url);
  return {
    url,
    nest,
    close: async () => {
      await nest.close();
      await data.close();
    },
  };
}

/** Another program listens on the port. */
export class PortTakenError extends Error {
  constructor(port: number, cause: unknown) {
    super(`Port ${port} is taken by another program. Stop that one, or set PORT to another number (PORT=0 takes a free one).`, { cause });
    this.name = 'PortTakenError';
  }
}

function dress(nest: NestExpressApplication): void {
  const admission = nest.get(Admission);
  nest.disable('x-powered-by');
  nest.use(helmet({ contentSecurityPolicy: { directives: contentSecurity }, strictTransportSecurity: false }));
  nest.use(guard(admission));
  nest.use(express.json({ limit: jsonLimitBytes, verify: (_request, _response, bytes) => assertJsonDepth(bytes, jsonDepthLimit) }));
  nest.setGlobalPrefix('api/v1');
  nest.useGlobalFilters(new ProblemFilter());
  nest.useWebSocketAdapter(new GuardedIoAdapter(nest, admission));
  // The contract's document is OpenAPI 3.1; Nest's type speaks of 3.0.
  SwaggerModule.setup('api/v1/docs', nest, openApiDocument(version) as OpenAPIObject, { jsonDocumentUrl: 'api/v1/openapi.json' });
  servePage(nest);
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

/** By hand, because Nest's own `listen` logs what is said to the person anyway. */
async function listenOn(server: Server, config: Config): Promise<void> {
  server.listen(config.port, config.host);
  await once(server, 'listening');
}

function addressOf(server: Server, host: string): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server listens on no port');
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${address.port}`;
}
