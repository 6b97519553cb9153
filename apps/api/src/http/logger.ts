import { ConsoleLogger, type LoggerService, type LogLevel } from '@nestjs/common';

const levels: Record<string, LogLevel[]> = {
  silent: [],
  error: ['error', 'fatal'],
  warn: ['error', 'fatal', 'warn'],
  info: ['error', 'fatal', 'warn', 'log'],
  debug: ['error', 'fatal', 'warn', 'log', 'debug', 'verbose'],
};

/** JSON lines on standard error: standard output is for what was asked for. */
class StandardErrorLogger extends ConsoleLogger {
  protected override printAsJson(message: unknown, options: Parameters<ConsoleLogger['printAsJson']>[1]): void {
    super.printAsJson(message, { ...options, writeStreamType: 'stderr' });
  }
}

export function createLogger(level: string): LoggerService | false {
  const logLevels = levels[level] ?? [];
  return logLevels.length === 0 ? false : new StandardErrorLogger({ json: true, logLevels });
}
