import { createHmac, timingSafeEqual } from 'node:crypto';

/** One way of signing bank messages. SM2 joins as another port: a message names its algorithm. */
export interface SignaturePort {
  readonly algorithm: string;
  sign(message: string | Buffer): string;
  /** Compares in constant time; false for anything that is not this algorithm's signature of the message. */
  verify(message: string | Buffer, value: string): boolean;
}

const DIGEST_BYTES = 32;

/** A keyed hash under a secret shared with one bank. Texts are signed as UTF-8. */
class Hmac implements SignaturePort {
  constructor(
    readonly algorithm: string,
    private readonly hash: 'sha256' | 'sm3',
    private readonly encoding: 'base64' | 'hex',
    private readonly key: Buffer,
  ) {}

  sign(message: string | Buffer): string {
    return this.digest(message).toString(this.encoding);
  }

  verify(message: string | Buffer, value: string): boolean {
    const given = Buffer.from(value, this.encoding);
    return given.length === DIGEST_BYTES && timingSafeEqual(given, this.digest(message));
  }

  private digest(message: string | Buffer): Buffer {
    return createHmac(this.hash, this.key).update(message).digest();
  }
}

/** HMAC with SHA-256; the value is base64. */
export class HmacSha256 extends Hmac {
  constructor(key: Buffer) {
    super('HMAC-SHA-256', 'sha256', 'base64', key);
  }
}

/** HMAC with SM3 (GB/T 32905, RFC 2104); the value is 64 hexadecimal digits. */
export class HmacSm3 extends Hmac {
  constructor(key: Buffer) {
    super('HMAC-SM3', 'sm3', 'hex', key);
  }
}
