// Puts the built service and what it imports into one file, and beside it the code that V8 made of it, so that a
// process of the service starts in a third of the time: 2,800 files are neither looked for nor compiled again.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const dist = join(dirname(fileURLToPath(import.meta.url)), '..', 'dist');
const outfile = join(dist, 'service.js');

/** Code that looks for files beside itself goes on to find them. */
const ownPlaces = {
  name: 'own-places',
  setup({ onLoad }) {
    onLoad({ filter: /\/dist\/src\/.*\.js$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      if (!/\b__(?:dirname|filename)\b/.test(text)) return null;
      const file = JSON.stringify(relative(dist, path));
      return {
        contents: text
          .replace(/\b__dirname\b/g, `require('node:path').join(__dirname, ${file}, '..')`)
          .replace(/\b__filename\b/g, `require('node:path').join(__dirname, ${file})`),
      };
    });
  },
};

/**
 * Two packages of Nest ask through a `require` of their own for what is in the bundle already, and would get a second
 * copy from its 300 files; there may be one of each only: they keep what decorators told them.
 */
const oneCopy = {
  name: 'one-copy',
  setup({ onLoad }) {
    onLoad({ filter: /@nestjs\/(?:typeorm|mapped-types)\/.*\.js$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      const asked = text.replace('const require = createRequire(import.meta.url);', '');
      return asked === text ? null : { contents: asked };
    });
  },
};

await build({
  entryPoints: [join(dist, 'src', 'service.js')],
  outfile,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  // A script that starts from kept code cannot import while it runs: it requires.
  supported: { 'dynamic-import': false },
  keepNames: true,
  // Half as much text to hold in memory; the map knows where everything was.
  minifyWhitespace: true,
  sourcemap: 'external',
  sourcesContent: false,
  plugins: [ownPlaces, oneCopy],
  define: { 'import.meta.url': 'importMetaUrl' },
  banner: { js: "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
  logLevel: 'warning',
  // Found beside themselves (pages of the documentation), or not installed here and asked for only by those who use them.
  external: [
    'swagger-ui-dist',
    '@fastify/static',
    'pdfmake',
    'class-transformer/storage',
    '@nestjs/platform-express',
    '@nestjs/microservices',
    '@nestjs/websockets',
    '@fastify/multipart',
    '@fastify/view',
    ...[
      '@google-cloud/spanner',
      '@sap/hana-client',
      'better-sqlite3',
      'ioredis',
      'mongodb',
      'mssql',
      'mysql',
      'mysql2',
      'oracledb',
      'pg-native',
      'pg-query-stream',
      'react-native-sqlite-storage',
      'redis',
      'sql.js',
      'typeorm-aurora-data-api-driver',
    ],
  ],
});

// With the options it runs with: code made under others is not taken.
const prepared = spawnSync(
  process.execPath,
  ['--max-semi-space-size=32', join(dist, 'scripts', 'service.js'), '--prepare'],
  { stdio: ['ignore', 'inherit', 'inherit'], env: { PATH: process.env.PATH } },
);
if (prepared.status !== 0) process.exit(prepared.status ?? 1);
