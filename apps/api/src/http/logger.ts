import { ConsoleLogger, type LoggerService, type LogLevel } from '@nestjs/common';

const levels: Record<string, LogLevel[]> = {
  silent: [],
  error: ['error', 'fatal'],
  warn: ['error', 'fatal', 'warn'],
  info: ['error', 'fatal', 'warn', 'log'],
  debug: ['error', 'fatal', 'warn', 'log', 'debug', 'verbose'],
};

/** JSON lines, so that a person's terminal shows what is meant for people. */
export function createLogger(level: string): LoggerService | false {
  const logLevels = levels[level] ?? [];
  return logLevels.length === 0 ? false : new ConsoleLogger({ json: true, logLevels });
}
