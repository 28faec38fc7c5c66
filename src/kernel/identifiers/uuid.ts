import { uuidv7 } from 'uuidv7';

/** A new id for a case, journal or instruction: a UUID of version 7, rising with time (RFC 9562). */
export function newId(): string {
  return uuidv7();
}
