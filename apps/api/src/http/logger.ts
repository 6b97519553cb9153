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

  /** The fields of an object that is logged stand beside level and time, so that lines are found by their ids. */
  protected override getJsonLogObject(message: unknown, options: Parameters<ConsoleLogger['getJsonLogObject']>[1]): ReturnType<ConsoleLogger['getJsonLogObject']> {
    const line = super.getJsonLogObject(message, options);
    return isFields(message) ? { ...line, ...message } : line;
  }
}

export function createLogger(level: string): LoggerService | false {
  const logLevels = levels[level] ?? [];
  return logLevels.length === 0 ? false : new StandardErrorLogger({ json: true, logLevels });
}

/** Not an error, which is written whole, nor a list. */
function isFields(message: unknown): message is Record<string, unknown> & { message: unknown } {
  return typeof message === 'object' && message !== null && 'message' in message && !(message instanceof Error);
}
