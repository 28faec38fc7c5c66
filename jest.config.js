const { availableParallelism } = require('node:os');
const { SWC } = require('./scripts/typescript-hook.cjs');

const project = (name, more = {}) => ({
  displayName: name,
  rootDir: __dirname,
  testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
  // A test file is Jest's; what it imports is loaded once a worker.
  testEnvironment: '<rootDir>/test/support/jest/one-realm.environment.cjs',
  runtime: '<rootDir>/test/support/jest/load-once.runtime.cjs',
  transform: { '\\.test\\.ts$': ['@swc/jest', { ...SWC, sourceMaps: 'inline' }] },
  modulePathIgnorePatterns: ['<rootDir>/dist'],
  ...more,
});
const withDatabase = {
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
};
module.exports = {
  // Tests wait more than they work, for leases to run out for one: two workers a core.
  maxWorkers: availableParallelism() * 2,
  // A guard against what hangs, not a measure: a busy machine must not fail a test that is right.
  testTimeout: 30_000,
  testSequencer: '<rootDir>/test/support/jest/journeys-first.sequencer.cjs',
  projects: [
    project('domain'),
    project('architecture'),
    project('module', withDatabase),
    project('journey', withDatabase),
  ],
};
