// A test file runs among the worker's own globals and not in a context of its own, so that code which was loaded once
// for all files and the test agree on what an Error or an Object is. After a file the globals are again what they were,
// and what Jest keeps there for one file goes; what packages keep there (class-validator its rules) stays with them.
const { LegacyFakeTimers, ModernFakeTimers } = require('@jest/fake-timers');
const { TestEnvironment } = require('jest-environment-node');
const { ModuleMocker } = require('jest-mock');

const timerConfig = {
  idToRef: (id) => ({
    id,
    ref() {
      return this;
    },
    unref() {
      return this;
    },
  }),
  refToId: (timer) => timer?.id,
};

const JEST_KEEPS =
  /^(JEST_STATE_SYMBOL|EVENT_HANDLERS|TEST_TIMEOUT_SYMBOL|RETRY_|WAIT_BEFORE_RETRY|LOG_ERRORS|\$\$jest)/;

module.exports = class OneRealmEnvironment extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    const { projectConfig } = config;
    this.globalsBefore = Object.getOwnPropertyDescriptors(globalThis);
    this.exitBefore = process.exit;
    this.global = globalThis;
    this.moduleMocker = new ModuleMocker(globalThis);
    this.fakeTimers = new LegacyFakeTimers({
      config: projectConfig,
      global: globalThis,
      moduleMocker: this.moduleMocker,
      timerConfig,
    });
    this.fakeTimersModern = new ModernFakeTimers({ config: projectConfig, global: globalThis });
  }

  async teardown() {
    await super.teardown();
    process.exit = this.exitBefore;
    for (const key of Reflect.ownKeys(globalThis)) {
      const before = this.globalsBefore[key];
      if (before?.configurable) Object.defineProperty(globalThis, key, before);
      else if (typeof key === 'symbol' && JEST_KEEPS.test(key.description))
        Reflect.deleteProperty(globalThis, key);
    }
  }
};
