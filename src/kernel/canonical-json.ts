import { createHash } from 'node:crypto';
import type { Json } from './fact';

/** A value that JSON cannot hold exactly: undefined, a bigint, NaN, an infinity, a class, half of a surrogate pair. */
export class CanonicalJsonError extends Error {
  override readonly name = 'CanonicalJsonError';
}

/**
 * The one text of a JSON value by RFC 8785: keys in the order of their UTF-16 units, no blanks, numbers as ECMAScript
 * writes them. Equal values give equal bytes, which is what hashes and replay rest on.
 * @throws CanonicalJsonError when the value is not JSON.
 */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return writeString(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new CanonicalJsonError('a number of JSON is finite');
    return JSON.stringify(value);
  }
  if (typeof value !== 'object') throw new CanonicalJsonError(`${typeof value} is not JSON`);
  if (isList(value)) return `[${Array.from(value, canonicalJson).join(',')}]`;
  if (!isPlain(value)) throw new CanonicalJsonError('only plain objects are JSON');
  let members = '';
  // Without a comparison of its own, sort() goes by UTF-16 units.
  for (const key of Object.keys(value).sort()) {
    if (members !== '') members += ',';
    members += `${writeString(key)}:${canonicalJson(value[key] as Json)}`;
  }
  return `{${members}}`;
}

/** SHA-256 of the UTF-8 bytes of a text, 64 lower-case hexadecimal digits. */
export function sha256Hex(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

function isList(value: readonly Json[] | { readonly [key: string]: Json }): value is readonly Json[] {
  return Array.isArray(value);
}

/** Of any realm: its prototype is absent or the root of its realm. A Date, a Map or an instance of a class is not. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function writeString(text: string): string {
  if (!isWellFormed(text)) throw new CanonicalJsonError('half of a surrogate pair is not a character');
  return JSON.stringify(text);
}

function isWellFormed(text: string): boolean {
  return !/[\uD800-\uDFFF]/u.test(text);
}
