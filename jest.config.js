const swc = [
  '@swc/jest',
  {
    jsc: {
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
      keepClassNames: true,
      target: 'es2022',
    },
    module: { type: 'commonjs' },
    sourceMaps: 'inline',
  },
];
const project = (name, more = {}) => ({
  displayName: name,
  rootDir: __dirname,
  testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
  testEnvironment: 'node',
  transform: { '^.+\\.(ts|mjs|js)$': swc },
  // Packages that are ESM only are compiled like our own sources.
  transformIgnorePatterns: ['/node_modules/(?!(@nestjs|content-disposition|jose|uuidv7)/)'],
  modulePathIgnorePatterns: ['<rootDir>/dist'],
  ...more,
});
const withDatabase = {
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
};
module.exports = {
  // Journeys wait more than they work: one worker a core, not one less.
  maxWorkers: '100%',
  // A guard against what hangs, not a measure: a busy machine must not fail a test that is right.
  testTimeout: 30_000,
  projects: [
    project('domain'),
    project('architecture'),
    project('module', withDatabase),
    project('journey', withDatabase),
  ],
};
