// For `npm run coverage:rules`: notes each judgement of a rule with the test that asked for it, each outcome of a rule
// and test once, and leaves a file a test file. Plain JavaScript, as what Jest loads before a test file is.
const { subscribe, unsubscribe } = require('node:diagnostics_channel');
const { mkdirSync, writeFileSync } = require('node:fs');
const { join, relative } = require('node:path');
const { JUDGEMENTS } = require('../../../scripts/rule-coverage');
const { RULE_JUDGED } = require('../../../src/modules/policy/rules/rule-judged');

const root = join(__dirname, '..', '..', '..');
const noted = new Map();

const fileOf = () => relative(root, expect.getState().testPath ?? '');

function note({ rule, truth, asked }) {
  const test = expect.getState().currentTestName ?? '';
  const key = JSON.stringify([rule, truth, asked, test]);
  if (test !== '' && !noted.has(key)) noted.set(key, { rule, truth, asked, test, file: fileOf() });
}

subscribe(RULE_JUDGED, note);
afterAll(() => {
  unsubscribe(RULE_JUDGED, note);
  if (noted.size === 0) return;
  const folder = join(root, JUDGEMENTS);
  mkdirSync(folder, { recursive: true });
  const name = fileOf().replaceAll('/', '-').replace(/\.ts$/, '.json');
  writeFileSync(join(folder, name), JSON.stringify([...noted.values()]));
});
