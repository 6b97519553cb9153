import 'reflect-metadata';
import { once } from 'node:events';
import type { Server } from 'node:http';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule } from './app.module.js';
import type { Config } from './config/config.js';
import { Installation } from './database/installation.js';
import { type OpenData, openData } from './database/open-data.js';
import { dressApi, dressWorker } from './dress-app.js';
import { FirstExperiment } from './experiments/first-experiment.js';
import { createLogger } from './http/logger.js';
import { checkRedis } from './redis/check-redis.js';

export interface RunningApp {
  /** Where page and API answer, or a worker says how it is, e.g. `http://127.0.0.1:8080`. */
  url: string;
  nest: NestExpressApplication;
  /** Ends gently: what servers hold goes on there and is collected at the next start. */
  close(): Promise<void>;
}

/** Starts the program on a data folder: database, and, as its role says, page, API and sockets, or scheduler, engine and drawing, or all of it. Throws DataFolderError, SettingsError or PortTakenError with a sentence to act on. */
export async function createApp(config: Config): Promise<RunningApp> {
  if (config.redisUrl !== undefined) await checkRedis(config.redisUrl);
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
  (config.isApi ? dressApi : dressWorker)(nest);
  await nest.get(Installation).load();
  try {
    await nest.init();
    if (config.isApi) await nest.get(FirstExperiment).offer();
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
