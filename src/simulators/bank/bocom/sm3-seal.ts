import { createHmac, timingSafeEqual } from 'node:crypto';
import { MessageRefused } from '../dialect';

/** Where the signature of a packet travels: beside it, in an HTTP header. */
export const SIGNATURE_HEADER = 'x-packet-signature';
const ALGORITHM = 'HMAC-SM3';

/** Signs and verifies the bytes of packets under one key shared with one customer. */
export class Sm3Seal {
  constructor(
    private readonly keyId: string,
    private readonly key: Buffer,
  ) {}

  sign(text: string): string {
    return `algorithm=${ALGORITHM};key=${encodeURIComponent(this.keyId)};value=${this.mac(text).toString('hex')}`;
  }

  /** Throws `MessageRefused` unless the header is the signature of exactly these bytes. */
  verify(bytes: Buffer, header: string | string[] | undefined): void {
    if (typeof header !== 'string') throw new MessageRefused('shape');
    const parts = new Map(header.split(';').map((part) => part.split('=', 2) as [string, string]));
    if (parts.get('algorithm') !== ALGORITHM) throw new MessageRefused('algorithm');
    if (parts.get('key') !== encodeURIComponent(this.keyId)) throw new MessageRefused('key');
    const given = Buffer.from(parts.get('value') ?? '', 'hex');
    const expected = this.mac(bytes);
    if (given.length !== expected.length || !timingSafeEqual(given, expected))
      throw new MessageRefused('signature');
  }

  private mac(content: string | Buffer): Buffer {
    return createHmac('sm3', this.key).update(content).digest();
  }
}
