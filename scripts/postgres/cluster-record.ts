import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServerAccount } from './account';

/**
 * What the launcher keeps beside the data, mode 0600. Written last when a folder is made, so that its presence
 * says the folder is whole.
 */
export interface ClusterRecord {
  readonly majorVersion: number;
  /** Port of the last start; kept as long as nobody else listens there. */
  readonly port: number;
  readonly passwords: { readonly superuser: string; readonly owner: string; readonly app: string };
}

const FILE = 'zero-run.json';

export function newPasswords(): ClusterRecord['passwords'] {
  const secret = (): string => randomBytes(24).toString('base64url');
  return { superuser: secret(), owner: secret(), app: secret() };
}

export function hasRecord(dataDir: string): boolean {
  return existsSync(join(dataDir, FILE));
}

export function readRecord(dataDir: string): ClusterRecord {
  return JSON.parse(readFileSync(join(dataDir, FILE), 'utf8')) as ClusterRecord;
}

/** Replaces the record in one step: a crash leaves the old one or the new one, never half a file. */
export function writeRecord(dataDir: string, record: ClusterRecord, account: ServerAccount | null): void {
  const fresh = join(dataDir, `${FILE}.${process.pid}`);
  writeFileSync(fresh, `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600 });
  chmodSync(fresh, 0o600);
  if (account !== null) chownSync(fresh, account.uid, account.gid);
  renameSync(fresh, join(dataDir, FILE));
}
