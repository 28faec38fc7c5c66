import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { findRules, LOCK_FILE, readLock, withReleased } from './rules-lock';

/**
 * Adds the rules that are new since the last release to the list of released rules. Run after a build, from the
 * project's root. Refuses, and writes nothing, when a released rule was changed.
 */
function releaseRules(): void {
  const root = process.cwd();
  const load = createRequire(__filename);
  const compiled = join(__dirname, '..');
  const found = findRules(root, (file) => load(join(compiled, file.replace(/\.ts$/, '.js'))) as object);
  const before = readLock(root);
  const after = withReleased(found, before);
  const added = Object.keys(after).filter((reference) => before[reference] === undefined);
  writeFileSync(join(root, LOCK_FILE), `${JSON.stringify(after, null, 2)}\n`);
  const text = added.length === 0 ? 'no new rules' : `released ${added.join(', ')}`;
  process.stdout.write(`${text}; ${found.length} rules in the tree\n`);
}

try {
  releaseRules();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
