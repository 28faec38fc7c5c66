import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';

export interface SealerKeys {
  /** 32 bytes, AES-256. */
  readonly sealingKey: Buffer;
  /** 32 bytes or more, HMAC-SHA-256; another secret than the sealing key, and never rotated (indexes rest on it). */
  readonly indexKey: Buffer;
  /** Number of the sealing key, 1 to 255; 1 unless given. Raised by one when the key is rotated. */
  readonly sealingKeyId?: number;
  /** Former sealing keys by their number: they open what they sealed and seal nothing new. */
  readonly retiredSealingKeys?: ReadonlyMap<number, Buffer>;
}

/** Sealed bytes that were altered, cut, or sealed with a key this process does not hold. Says nothing of the content. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken';
  constructor() {
    super('the sealed value cannot be opened');
  }
}

const NONCE = 12;
const TAG = 16;
const HEAD = 1 + NONCE + TAG;

/**
 * Seals personal data for the database and makes the blind indexes by which it is found again.
 * Sealed form: key number (1 byte), nonce (12), tag (16), ciphertext. AES-256-GCM with a random nonce: NIST
 * SP 800-38D §8.3 allows 2^32 seals a key, far above what a centre writes before its key is rotated.
 */
export class Sealer {
  private readonly keys: ReadonlyMap<number, Buffer>;
  private readonly current: number;
  private readonly sealingKey: Buffer;
  private readonly indexKey: Buffer;

  /** @throws Error when a key has the wrong length, the two keys are the same, or a key number is not usable. */
  constructor({
    sealingKey,
    indexKey,
    sealingKeyId = 1,
    retiredSealingKeys = new Map<number, Buffer>(),
  }: SealerKeys) {
    if (retiredSealingKeys.has(sealingKeyId))
      throw new Error('the current sealing key number is also a retired one');
    this.keys = new Map([...retiredSealingKeys, [sealingKeyId, sealingKey]]);
    for (const [id, key] of this.keys) {
      if (!Number.isInteger(id) || id < 1 || id > 255) throw new Error('a sealing key number is 1 to 255');
      if (key.length !== 32) throw new Error('a sealing key has 32 bytes');
    }
    if (indexKey.length < 32) throw new Error('the index key has 32 bytes or more');
    if (indexKey.equals(sealingKey)) throw new Error('sealing key and index key must differ');
    this.sealingKey = sealingKey;
    this.current = sealingKeyId;
    this.indexKey = indexKey;
  }

  /** Twice the same text gives different bytes. */
  seal(plain: string): Buffer {
    const nonce = randomBytes(NONCE);
    const cipher = createCipheriv('aes-256-gcm', this.sealingKey, nonce);
    const keyId = Buffer.of(this.current);
    cipher.setAAD(keyId);
    const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
    return Buffer.concat([keyId, nonce, cipher.getAuthTag(), body]);
  }

  /** @throws SealBroken */
  open(sealed: Buffer): string {
    const key = this.keys.get(sealed[0] ?? 0);
    if (key === undefined || sealed.length < HEAD) throw new SealBroken();
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 1 + NONCE), {
      authTagLength: TAG,
    });
    decipher.setAAD(sealed.subarray(0, 1));
    decipher.setAuthTag(sealed.subarray(1 + NONCE, HEAD));
    const body = decipher.update(sealed.subarray(HEAD));
    try {
      return Buffer.concat([body, decipher.final()]).toString('utf8');
    } catch {
      // OpenSSL has one error for every way in which a tag does not fit.
      throw new SealBroken();
    }
  }

  /** 32 bytes by which an equal value of the same kind is found; values of different kinds never meet. */
  blindIndex(kind: string, value: string): Buffer {
    if (kind.includes('\0')) throw new Error('a kind holds no NUL');
    return createHmac('sha256', this.indexKey).update(`${kind}\0${value}`, 'utf8').digest();
  }
}
