// What `npm run coverage:rules` runs: the domain's tests, each judgement of a rule noted with the test that asked for it.
const { projects } = require('./jest.config.js');

const domain = projects.find(({ displayName }) => displayName === 'domain');
module.exports = {
  projects: [
    {
      ...domain,
      displayName: 'rules',
      testMatch: ['contribution', 'loan', 'policy', 'withdrawal'].map(
        (room) => `<rootDir>/test/domain/${room}/**/*.test.ts`,
      ),
      setupFilesAfterEnv: ['<rootDir>/test/support/jest/note-judgements.setup.cjs'],
    },
  ],
  maxWorkers: '100%',
  testTimeout: 30_000,
};
