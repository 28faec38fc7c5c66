import { createHmac, timingSafeEqual } from 'node:crypto';

/** One way of signing. SM2 joins as another port; the message names the algorithm, so both may serve at once. */
export interface SignaturePort {
  readonly algorithm: string;
  sign(text: string, key: Buffer): string;
  /** Compares in constant time. */
  verify(text: string, value: string, key: Buffer): boolean;
}

export class HmacSha256 implements SignaturePort {
  readonly algorithm = 'HMAC-SHA-256';

  sign(text: string, key: Buffer): string {
    return createHmac('sha256', key).update(text, 'utf8').digest('base64');
  }

  verify(text: string, value: string, key: Buffer): boolean {
    const expected = createHmac('sha256', key).update(text, 'utf8').digest();
    const given = Buffer.from(value, 'base64');
    return given.length === expected.length && timingSafeEqual(given, expected);
  }
}
