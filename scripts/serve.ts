import { createRequire } from 'node:module';
import { join } from 'node:path';
import { developmentKeys, withDevelopmentKeys } from './development-keys';
import { projectRoot } from './postgres';

/**
 * The service in this very process, with the keys of this machine where none are given; for containers that are tried
 * out. Production starts `service.js` beside it, with keys of its own.
 */
function main(): void {
  if (process.env['NODE_ENV'] === 'production')
    throw new Error('production starts dist/scripts/service.js with keys of its own');
  if ((process.env['DATABASE_OWNER_URL'] ?? '') !== '')
    throw new Error('DATABASE_OWNER_URL is not for the service; dist/scripts/prepare.js uses it');
  const keys = developmentKeys(join(projectRoot(), 'var', 'development-keys.json'));
  Object.assign(process.env, withDevelopmentKeys(process.env, keys));
  // Only now: the settings are read when it is loaded.
  createRequire(__filename)('./service');
}

try {
  main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
