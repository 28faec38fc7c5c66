// What takes minutes: the whole of what `npm test` samples. Run by `npm run test:long`, one file after the other.
const { projects } = require('./jest.config.js');

// The sample of `npm test` that takes its size from here.
process.env.TEST_LONG = '1';

const journey = projects.find(({ displayName }) => displayName === 'journey');
module.exports = {
  projects: [
    {
      ...journey,
      displayName: 'long',
      testMatch: [
        '<rootDir>/test/long/**/*.test.ts',
        '<rootDir>/test/journey/file-of-many.test.ts',
        '<rootDir>/test/domain/loan/lives.test.ts',
      ],
    },
  ],
  maxWorkers: 1,
};
