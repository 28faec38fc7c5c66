import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '../postgres';

/** Builds again when sources changed. @throws Error when the build fails. */
export function rebuild(): void {
  const program = join(projectRoot(), 'scripts', 'ensure-built.mjs');
  const { status } = spawnSync(process.execPath, [program], { stdio: 'inherit' });
  if (status !== 0) throw new Error('the build failed');
}
