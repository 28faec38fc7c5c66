import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { canonicalJson } from '../../../kernel/canonical-json';
import { AppConfig } from '../../../platform/config';

/** The centre's key for documents: Ed25519 (RFC 8032) over canonical JSON. */
@Injectable()
export class DocumentSeal {
  /** Name of the key, which stands beside every signature. */
  readonly keyId: string;
  /** Public half, base64url. */
  readonly publicKey: string;
  private readonly key: KeyObject;

  constructor(config: AppConfig) {
    const { kty, crv, x, d, kid } = config.documentSigningKey;
    if (d === undefined || kid === undefined)
      throw new Error('documents are signed with a private key that has a kid');
    this.key = createPrivateKey({ key: { kty, crv, x, d }, format: 'jwk' });
    const { x: derived } = createPublicKey(this.key).export({ format: 'jwk' });
    if (derived !== x) throw new Error('the two halves of DOCUMENT_SIGNING_KEY do not belong together');
    this.keyId = kid;
    this.publicKey = x;
  }

  /** 64 bytes, base64url. */
  sign(statement: { readonly [key: string]: string }): string {
    return sign(null, Buffer.from(canonicalJson(statement)), this.key).toString('base64url');
  }
}

/** Whether the signature is that of the public key (base64url) over the statement. */
export function isSignedBy(
  publicKey: string,
  statement: { readonly [key: string]: string },
  signature: string,
): boolean {
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });
  return verify(null, Buffer.from(canonicalJson(statement)), key, Buffer.from(signature, 'base64url'));
}
