import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { coverageLines, type JudgedBy, JUDGEMENTS, ruleCoverage, type RuleCoverage } from './rule-coverage';
import { projectRoot } from './postgres';
import { findRules } from './rules-lock';

/**
 * Every rule with the tests that make it true, false and unknown: `npm run coverage:rules`, `-- --tests` names all of
 * them. It is measured: the domain's tests run, and each judgement of a rule is noted with the test that asked for it.
 * Exit code 1 when a test fails or an outcome of a rule has none.
 */
function main(args: readonly string[]): number {
  const root = projectRoot();
  rmSync(join(root, JUDGEMENTS), { recursive: true, force: true });
  const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
  const run = spawnSync(process.execPath, [jest, '--config', 'jest.rules.config.js', '--silent'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, NODE_ENV: 'test' },
  });
  if (run.status !== 0) {
    process.stderr.write(run.stderr);
    console.error('the tests of the domain failed');
    return 1;
  }
  const load = createRequire(__filename);
  const rules = findRules(root, (file) => load(join(root, file)) as object).map(({ rule }) => rule);
  const covered = ruleCoverage(rules, judgementsIn(join(root, JUDGEMENTS)));
  for (const one of covered) console.log(coverageLines(one, args.includes('--tests')).join('\n'));
  keep(root, covered);
  const lacking = covered.filter(({ missing }) => missing.length > 0);
  for (const { rule, missing } of lacking) console.error(`MISSING ${rule}: ${missing.join(', ')}`);
  console.log(`${covered.length} rules, ${lacking.length} without a test of one of their outcomes`);
  return lacking.length === 0 ? 0 : 1;
}

function judgementsIn(folder: string): readonly JudgedBy[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap(
    (file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as JudgedBy[],
  );
}

/** The whole list beside, for those who look for the tests of one rule. */
function keep(root: string, covered: readonly RuleCoverage[]): void {
  const folder = join(root, JUDGEMENTS, '..');
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'rules.txt'),
    covered.flatMap((one) => coverageLines(one, true)).join('\n') + '\n',
  );
}

process.exitCode = main(process.argv.slice(2));
