import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import {
  type DevelopmentKeys,
  newDevelopmentKeys,
  newDocumentSigningKey,
  SIMULATED_BANK_KEYS,
} from '../src/platform/config';

/**
 * The keys of a development machine: made once, kept in a file only its user reads. Data sealed with them is lost
 * without that file.
 */
export function developmentKeys(file: string): DevelopmentKeys {
  if (!existsSync(file)) write(file, newDevelopmentKeys());
  const stored = JSON.parse(readFileSync(file, 'utf8')) as Partial<DevelopmentKeys>;
  // The file may be older than the key for documents, which must stay the same once it has signed some.
  if (stored.DOCUMENT_SIGNING_KEY === undefined) {
    write(file, { ...stored, DOCUMENT_SIGNING_KEY: newDocumentSigningKey() });
    return developmentKeys(file);
  }
  // It may be older than one of the simulated banks.
  return { ...SIMULATED_BANK_KEYS, ...(stored as DevelopmentKeys) };
}

function write(file: string, keys: Partial<DevelopmentKeys>): void {
  mkdirSync(dirname(file), { recursive: true });
  const fresh = `${file}.${process.pid}`;
  writeFileSync(fresh, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600 });
  renameSync(fresh, file);
}

/** Keys that are not halves of a pair. */
const ALONE = [
  'SEALING_KEY',
  'INDEX_KEY',
  'BANK_BOC_KEY',
  'BANK_BOCOM_KEY',
  'DOCUMENT_SIGNING_KEY',
  'PLATFORM_KEY',
  'REA_KEY',
  'HSG_KEY',
] as const;

/**
 * Fills in the keys that the environment does not give. Token keys come as a pair: a given public key gets no
 * private one beside it.
 */
export function withDevelopmentKeys(env: NodeJS.ProcessEnv, keys: DevelopmentKeys): NodeJS.ProcessEnv {
  const isGiven = (name: string): boolean => (env[name] ?? '').trim() !== '';
  const filled: NodeJS.ProcessEnv = { ...env };
  for (const name of ALONE) {
    if (!isGiven(name)) filled[name] = keys[name];
  }
  if (!isGiven('TOKEN_PUBLIC_KEY') && !isGiven('DEMO_ISSUER_PRIVATE_KEY')) {
    filled['TOKEN_PUBLIC_KEY'] = keys.TOKEN_PUBLIC_KEY;
    filled['DEMO_ISSUER_PRIVATE_KEY'] = keys.DEMO_ISSUER_PRIVATE_KEY;
  }
  return filled;
}
