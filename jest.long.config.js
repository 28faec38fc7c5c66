// What takes minutes: the whole of what `npm test` samples. Run by `npm run test:long`, one file after the other.
const { projects } = require('./jest.config.js');

const journey = projects.find(({ displayName }) => displayName === 'journey');
module.exports = {
  projects: [{ ...journey, displayName: 'long', testMatch: ['<rootDir>/test/long/**/*.test.ts'] }],
  maxWorkers: 1,
};
