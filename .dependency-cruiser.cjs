// Which way imports go. Every rule has a planted violation under test/architecture/planted/<rule name>,
// which `npm run check:boundaries` requires to be found by exactly that rule.
const { join } = require('node:path');

const FOUNDATION = 'party|registry|policy|ledger|access';
/** Rooms in their order; rooms of one line never import each other. */
const ORDER = [
  FOUNDATION,
  'settlement',
  'casework',
  'notice|document',
  'contribution',
  'loan',
  'withdrawal',
  'oversight',
];
const module_ = (rooms) => `^src/modules/(?:${rooms})/`;
const package_ = (names) => `(?:^|/)node_modules/(?:${names})/`;

const FRAMEWORK = '@nestjs|@fastify|fastify|typeorm|pg|pg-[a-z-]+|undici|pino|prom-client|cockatiel|rxjs';
const IO =
  '^(?:node:)?(?:child_process|cluster|dgram|dns|fs|http|http2|https|net|os|process|readline|tls|worker_threads)(?:/|$)';

/** A line of rooms may not look at any later line. */
const orderRules = ORDER.slice(0, -1).map((rooms, line) => ({
  name: `order-of-rooms-${rooms === FOUNDATION ? 'foundation' : rooms.replace('|', '-')}`,
  severity: 'error',
  comment: `${rooms}: rooms that come later register with this one, it never calls them`,
  from: { path: module_(rooms) },
  to: { path: module_(ORDER.slice(line + 1).join('|')) },
}));

/** Rooms beside each other know nothing of each other. */
const siblingRules = [
  ['foundation', FOUNDATION],
  ['notice-document', 'notice|document'],
].map(([name, rooms]) => ({
  name: `siblings-apart-${name}`,
  severity: 'error',
  from: { path: `^src/modules/(${rooms})/` },
  to: { path: module_(rooms), pathNot: '^src/modules/$1/' },
}));

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      severity: 'error',
      comment: 'an import that cannot be followed cannot be checked either',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'service-stands-alone',
      severity: 'error',
      comment: 'src is what runs in production: no scripts, tests or migrations in it',
      from: { path: '^src/' },
      to: { path: '^(?:scripts|test|bench|migrations|dist)/' },
    },
    {
      name: 'kernel-knows-nobody',
      severity: 'error',
      from: { path: '^src/kernel/' },
      to: { path: '^src/', pathNot: '^src/kernel/' },
    },
    {
      name: 'kernel-without-io',
      severity: 'error',
      from: { path: '^src/kernel/' },
      to: { path: [package_(FRAMEWORK), IO] },
    },
    {
      name: 'platform-without-business',
      severity: 'error',
      from: { path: '^src/platform/' },
      to: { path: '^src/(?:modules/|main\\.ts|app\\.module\\.ts)' },
    },
    {
      name: 'process-is-on-top',
      severity: 'error',
      comment: 'main.ts and app.module.ts put the rooms together; no room imports them',
      from: { path: '^src/modules/' },
      to: { path: '^src/(?:main|app\\.module)\\.ts$' },
    },
    ...orderRules,
    ...siblingRules,
    {
      name: 'one-door-between-modules',
      severity: 'error',
      comment: "a module's index.ts is its only door",
      from: { path: '^src/modules/([^/]+)/' },
      to: { path: '^src/modules/[^/]+/.', pathNot: ['^src/modules/$1/', '^src/modules/[^/]+/index\\.ts$'] },
    },
    {
      name: 'one-door-for-the-process',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/modules/' },
      to: { path: '^src/modules/[^/]+/.', pathNot: '^src/modules/[^/]+/index\\.ts$' },
    },
    {
      name: 'domain-without-framework',
      severity: 'error',
      comment: 'domain/ is pure: no framework, no database, no network',
      from: { path: '^src/modules/[^/]+/domain/' },
      to: { path: [package_(FRAMEWORK), IO] },
    },
    {
      name: 'domain-below-app',
      severity: 'error',
      comment: 'inside a module app, http and store use domain, never the other way',
      from: { path: '^src/modules/([^/]+)/domain/' },
      to: { path: '^src/modules/$1/(?:app|http|store)/' },
    },
    {
      name: 'simulators-know-kernel-only',
      severity: 'error',
      comment: 'the outside world must not share our reading of its formats',
      from: { path: '^src/simulators/' },
      to: { path: '^src/', pathNot: '^src/(?:simulators|kernel)/' },
    },
    {
      name: 'nobody-imports-simulators',
      severity: 'error',
      from: { path: '^src/(?:platform|modules|main\\.ts|app\\.module\\.ts)' },
      to: { path: '^src/simulators/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: join(__dirname, 'tsconfig.json') },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.json'],
      conditionNames: ['node', 'import', 'require', 'default'],
    },
  },
};
