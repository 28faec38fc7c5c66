// On a fresh machine Jest knows no times and takes the largest files first; journeys are short files that take long, and
// one that begins last keeps all other workers waiting. So journeys come first and what takes an instant comes last.
const { default: Sequencer } = require('@jest/test-sequencer');

const ORDER = ['journey', 'module', 'architecture', 'domain'];
const rankOf = (test) => ORDER.indexOf(test.context.config.displayName?.name);

module.exports = class JourneysFirst extends Sequencer {
  async sort(tests) {
    // Keeps Jest's order within a project: Array.prototype.sort is stable.
    return [...(await super.sort(tests))].sort((one, other) => rankOf(one) - rankOf(other));
  }
};
