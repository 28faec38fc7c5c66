import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError, SETTING_NAMES, loadConfig } from '../src/platform/config';
import { projectRoot } from './postgres';

/** Settings that only the scripts read; the service never sees them. */
const SCRIPT_SETTINGS = ['DATABASE_OWNER_URL', 'PG_BIN_DIR', 'PG_DATA_DIR'] as const;

/** Names in an env file, given or commented out as `#NAME=`. */
export function namesIn(envFile: string): string[] {
  return envFile
    .split('\n')
    .map((line) => /^#?([A-Z][A-Z0-9_]*)=/.exec(line)?.[1])
    .filter((name) => name !== undefined);
}

/** Names the service really asks its environment for, demonstration issuer included. */
export function namesRead(): string[] {
  const read = new Set<string>();
  const env = new Proxy<Record<string, string | undefined>>(
    {},
    {
      get: (_, name) => {
        read.add(String(name));
        return name === 'DEMO_ISSUER' ? 'on' : undefined;
      },
    },
  );
  try {
    loadConfig(env);
  } catch (error) {
    // Keys are missing in an empty environment; only the questions matter here.
    if (!(error instanceof ConfigError)) throw error;
  }
  return [...read];
}

const without = (names: readonly string[], others: readonly string[]): string[] =>
  names.filter((name) => !others.includes(name));

/**
 * Where `.env.example` and the settings differ, as sentences; empty when they match in both directions.
 * @param envFile text of the file.
 */
export function envFaults(envFile: string): string[] {
  const listed = namesIn(envFile);
  const known = [...SETTING_NAMES, ...SCRIPT_SETTINGS];
  const repeated = listed.filter((name, index) => listed.indexOf(name) !== index);
  return [
    ...without(known, listed).map((name) => `${name} is missing in .env.example`),
    ...without(listed, known).map((name) => `${name} of .env.example is no setting`),
    ...repeated.map((name) => `${name} stands twice in .env.example`),
    ...without(SETTING_NAMES, namesRead()).map((name) => `${name} is declared as a setting but never read`),
    ...without(namesRead(), SETTING_NAMES).map((name) => `${name} is read but not declared as a setting`),
  ];
}

function main(): void {
  const faults = envFaults(readFileSync(join(projectRoot(), '.env.example'), 'utf8'));
  for (const fault of faults) process.stderr.write(`${fault}\n`);
  if (faults.length > 0) process.exitCode = 1;
  else process.stdout.write(`.env.example names all ${namesRead().length} settings of the service\n`);
}

if (require.main === module) main();
