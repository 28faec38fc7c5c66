import { AnswerFault } from '../domain/fault';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** A JSON object out of UTF-8 bytes or text; anything else is the `garbage` fault. */
export function parseJson(source: Uint8Array | string): object {
  let value: unknown;
  try {
    value = JSON.parse(typeof source === 'string' ? source : utf8.decode(source));
  } catch {
    throw new AnswerFault('garbage', 'no JSON in UTF-8');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new AnswerFault('garbage', 'no JSON object');
  }
  return value;
}
