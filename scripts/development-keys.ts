import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { type DevelopmentKeys, newDevelopmentKeys, SIMULATED_BANK_KEYS } from '../src/platform/config';

/**
 * The keys of a development machine: made once, kept in a file only its user reads. Data sealed with them is lost
 * without that file.
 */
export function developmentKeys(file: string): DevelopmentKeys {
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true });
    const fresh = `${file}.${process.pid}`;
    writeFileSync(fresh, `${JSON.stringify(newDevelopmentKeys(), null, 2)}\n`, { mode: 0o600 });
    renameSync(fresh, file);
  }
  // The file may be older than one of the simulated banks.
  return { ...SIMULATED_BANK_KEYS, ...(JSON.parse(readFileSync(file, 'utf8')) as DevelopmentKeys) };
}

/**
 * Fills in the keys that the environment does not give. Token keys come as a pair: a given public key gets no
 * private one beside it.
 */
export function withDevelopmentKeys(env: NodeJS.ProcessEnv, keys: DevelopmentKeys): NodeJS.ProcessEnv {
  const isGiven = (name: string): boolean => (env[name] ?? '').trim() !== '';
  const filled: NodeJS.ProcessEnv = { ...env };
  for (const name of [
    'SEALING_KEY',
    'INDEX_KEY',
    'BANK_BOC_KEY',
    'BANK_BOCOM_KEY',
    'PLATFORM_KEY',
  ] as const) {
    if (!isGiven(name)) filled[name] = keys[name];
  }
  if (!isGiven('TOKEN_PUBLIC_KEY') && !isGiven('DEMO_ISSUER_PRIVATE_KEY')) {
    filled['TOKEN_PUBLIC_KEY'] = keys.TOKEN_PUBLIC_KEY;
    filled['DEMO_ISSUER_PRIVATE_KEY'] = keys.DEMO_ISSUER_PRIVATE_KEY;
  }
  return filled;
}
