import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectRoot } from '../postgres';

/** The stage that was opened last: what the proof looks at when nothing else is named. */
export interface LastStage {
  readonly database: string;
  /** Folder of the simulated bank's books. */
  readonly bankBooks: string;
}

const file = (): string => join(projectRoot(), 'var', 'last-stage.json');

export function rememberStage(stage: LastStage): void {
  mkdirSync(dirname(file()), { recursive: true });
  writeFileSync(file(), `${JSON.stringify(stage)}\n`);
}

/** null when no stage was opened on this machine, or its books are gone. */
export function lastStage(): LastStage | null {
  if (!existsSync(file())) return null;
  const stage = JSON.parse(readFileSync(file(), 'utf8')) as LastStage;
  return existsSync(stage.bankBooks) ? stage : null;
}
