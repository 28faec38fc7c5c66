import { createHmac, timingSafeEqual } from 'node:crypto';

/** One way of signing bank messages. SM2 joins as another port: the message itself names the algorithm. */
export interface SignaturePort {
  readonly algorithm: string;
  sign(text: string): string;
  /** Compares in constant time; false for anything that is not this algorithm's signature of the text. */
  verify(text: string, value: string): boolean;
}

const DIGEST_BYTES = 32;

/** HMAC with SHA-256 under a secret shared with one bank; the value is base64. */
export class HmacSha256 implements SignaturePort {
  readonly algorithm = 'HMAC-SHA-256';

  constructor(private readonly key: Buffer) {}

  sign(text: string): string {
    return this.digest(text).toString('base64');
  }

  verify(text: string, value: string): boolean {
    const given = Buffer.from(value, 'base64');
    return given.length === DIGEST_BYTES && timingSafeEqual(given, this.digest(text));
  }

  private digest(text: string): Buffer {
    return createHmac('sha256', this.key).update(text, 'utf8').digest();
  }
}
