import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { Ed25519Jwk } from './app-config';

/** Start of every secret key made for development, so that production can tell them. */
const MARK = Buffer.from('zero-run-dev');

/** Whether production must refuse the key: made for development, or no key at all (few different bytes). */
export function isDevelopmentKey(key: Buffer): boolean {
  return key.subarray(0, MARK.length).equals(MARK) || new Set(key).size < 8;
}

/** 32 bytes: the mark and 20 random ones. */
const newSecret = (): string => Buffer.concat([MARK, randomBytes(32 - MARK.length)]).toString('base64');

/** Secrets of the simulated banks, the simulated national platform and title registry, which development shares with them. */
export const SIMULATED_BANK_KEYS = {
  BANK_BOC_KEY: Buffer.from('zero-run-dev-simulated-bank-key-').toString('base64'),
  BANK_BOCOM_KEY: Buffer.from('zero-run-dev-simulated-bank-301-').toString('base64'),
  PLATFORM_KEY: Buffer.from('zero-run-dev-simulated-platform-').toString('base64'),
  REA_KEY: Buffer.from('zero-run-dev-simulated-registry-').toString('base64'),
  HSG_KEY: Buffer.from('zero-run-dev-simulated-housing--').toString('base64'),
} as const;

/** Settings with fresh keys of a machine that serves no real people; production refuses each of them. */
export interface DevelopmentKeys {
  readonly SEALING_KEY: string;
  readonly INDEX_KEY: string;
  readonly BANK_BOC_KEY: string;
  readonly BANK_BOCOM_KEY: string;
  readonly PLATFORM_KEY: string;
  readonly REA_KEY: string;
  readonly HSG_KEY: string;
  readonly TOKEN_PUBLIC_KEY: string;
  readonly DEMO_ISSUER_PRIVATE_KEY: string;
  readonly DOCUMENT_SIGNING_KEY: string;
}

export function newDevelopmentKeys(): DevelopmentKeys {
  const { kty, crv, x, d, kid } = newKeyPair();
  return {
    SEALING_KEY: newSecret(),
    INDEX_KEY: newSecret(),
    ...SIMULATED_BANK_KEYS,
    TOKEN_PUBLIC_KEY: JSON.stringify({ kty, crv, x, kid }),
    DEMO_ISSUER_PRIVATE_KEY: JSON.stringify({ kty, crv, x, d, kid }),
    DOCUMENT_SIGNING_KEY: newDocumentSigningKey(),
  };
}

/** A key of its own for documents, as JWK. */
export function newDocumentSigningKey(): string {
  return JSON.stringify(newKeyPair());
}

function newKeyPair(): Ed25519Jwk {
  const pair = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }) as Ed25519Jwk;
  const { kty, crv, x, d } = pair;
  return { kty, crv, x, ...(d === undefined ? {} : { d }), kid: `dev-${randomBytes(4).toString('hex')}` };
}
