import { randomBytes } from 'node:crypto';

/** 32 hex digits, the form of a W3C trace id. Always our own: a caller's could carry anything into the logs. */
export function newTraceId(): string {
  return randomBytes(16).toString('hex');
}
