import type { LoggerService } from '@nestjs/common';
import pino, { type DestinationStream, type Level, type Logger } from 'pino';
import { errorFields, framesOf } from './error-fields';
import { currentTraceId } from './trace-context';

/** Fields that are never written, wherever a structured entry holds them one or two levels deep. */
const SECRET = [
  ...['authorization', 'cookie', 'token', 'password', 'signature', 'body', 'query', 'headers'],
  ...['name', 'idNo', 'id_no', 'cardNo', 'phone', 'identity', 'holderName'],
];
/** Last net under free text: id numbers, card numbers and mobile numbers. */
const LONG_NUMBER = /(?<![\w-])(?:\d{17}[\dXx]|\d{16,19}|1[3-9]\d{9})(?![\w-])/g;

/** Nest's logger over pino: one JSON object a line, with the trace id of the request or worker at hand. */
export class AppLogger implements LoggerService {
  private readonly pino: Logger;

  constructor(
    level: Level | 'silent' = 'info',
    destination: DestinationStream = pino.destination({ fd: 1, sync: true }),
  ) {
    const options = {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label: string) => ({ level: label }) },
      redact: {
        paths: SECRET.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]),
        censor: '[redacted]',
      },
      mixin: () => {
        const traceId = currentTraceId();
        return traceId === undefined ? {} : { traceId };
      },
    };
    this.pino = pino(options, destination);
  }

  log(message: unknown, ...rest: unknown[]): void {
    this.write('info', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }

  /** Nest hands over the context as the last argument, and for errors the stack before it. */
  private write(level: Level, message: unknown, rest: readonly unknown[]): void {
    const context = rest.at(-1);
    const stack = rest.find((part) => typeof part === 'string' && part.includes('\n    at '));
    const fault = [message, ...rest].find((part) => part instanceof Error);
    const fields = {
      ...Object.fromEntries([message, ...rest].filter(isEntry).flatMap((entry) => Object.entries(entry))),
      ...(typeof context === 'string' && context !== stack ? { context } : {}),
      ...(fault !== undefined ? { error: errorFields(fault) } : {}),
      ...(fault === undefined && typeof stack === 'string' ? { frames: framesOf(stack) } : {}),
    };
    const text = typeof message === 'string' ? message.replace(LONG_NUMBER, '[number]') : undefined;
    this.pino[level](fields, text);
  }
}

/** A structured entry, as opposed to a text or an error. */
function isEntry(part: unknown): part is Record<string, unknown> {
  return typeof part === 'object' && part !== null && !(part instanceof Error);
}
