import { V7Generator } from 'uuidv7';

const generator = new V7Generator();
// However far the clock goes back, numbers go on from the last one.
generator.setRollbackAllowance(2 ** 48 - 1);

/** A new id for a case, journal or instruction: a UUID of version 7, rising with time (RFC 9562). */
export function newId(): string {
  return generator.generate().toString();
}
