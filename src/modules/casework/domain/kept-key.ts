/** What a program makes up for an act: nobody's number. */
const MADE_UP = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Long enough for a phone, an id number or a card. */
const LONG_NUMBER = /\d{11}/;
const INDEXED = '#';

/**
 * An idempotency key as it is stored. A client may put anything into it, be it the number of an identity card or a bank
 * card: what may be one is stored as its blind index, by which the same key is found again and which nobody can read.
 */
export function keptKey(blindIndex: (kind: string, value: string) => Buffer, sent: string): string {
  const plain = MADE_UP.test(sent) || !(LONG_NUMBER.test(sent) || sent.startsWith(INDEXED));
  return plain ? sent : `${INDEXED}${blindIndex('idempotency-key', sent).toString('hex')}`;
}
