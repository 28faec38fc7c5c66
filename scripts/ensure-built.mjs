// Builds when the sources changed since the last build, or with `--always`. Rebuilding every time would take the
// programs away from a service that runs, and half a minute from everybody.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const stamp = join(root, 'dist', '.sources');
const folders = ['src', 'migrations', 'scripts', 'bench'];
const files = ['package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json', 'nest-cli.json'];

/** A digest of every source's name, size and time of change. */
function sources() {
  const inFolders = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true }).map((name) => join(folder, name)),
  );
  const digest = createHash('sha256');
  for (const name of [...files, ...inFolders].sort()) {
    const { mtimeMs, size } = statSync(join(root, name));
    digest.update(`${name} ${size} ${mtimeMs}\n`);
  }
  return digest.digest('hex');
}

const wanted = sources();
const isBuilt = existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
if (!isBuilt || process.argv.includes('--always')) {
  for (const step of [['node_modules/@nestjs/cli/bin/nest.js', 'build'], ['scripts/bundle-service.mjs']]) {
    const { status } = spawnSync(process.execPath, step, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    if (status !== 0) process.exit(status ?? 1);
  }
  writeFileSync(stamp, wanted);
}
