import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { evaluateCase, GoldenFileError, readCases } from './golden/golden-case';
import type { GoldenCase } from './golden/golden-case';
import { projectRoot } from './postgres';

/**
 * Computes golden cases with the domain's own functions: `npm run golden -- FILE…`, without a file the project's copy.
 * Prints each failure, then `N passed, N failed`; exit code 1 when anything failed. A file that cannot be used is one
 * failure and does not stop the others.
 */
function main(files: readonly string[]): void {
  let passed = 0;
  let failed = 0;
  for (const file of files) {
    const cases = casesOf(file);
    if (cases === null) failed += 1;
    for (const golden of cases ?? []) {
      const verdict = evaluateCase(golden);
      if (verdict.passed) {
        passed += 1;
        continue;
      }
      failed += 1;
      console.log(`FAILED ${golden.id} (${golden.title ?? golden.kind})`);
      console.log(`  expected ${JSON.stringify(verdict.expected)}`);
      console.log(`  got      ${JSON.stringify(verdict.got)}`);
    }
  }
  console.log(`${passed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
}

function casesOf(file: string): GoldenCase[] | null {
  try {
    return readCases(file);
  } catch (error) {
    if (!(error instanceof GoldenFileError)) throw error;
    console.error(error.message);
    return null;
  }
}

/** npm runs scripts in the project root; INIT_CWD is the folder in which the person typed the command. */
function locate(file: string): string {
  const here = resolve(file);
  return existsSync(here) ? here : resolve(process.env['INIT_CWD'] ?? '.', file);
}

const named = process.argv.slice(2).map(locate);
main(named.length > 0 ? named : [join(projectRoot(), 'test', 'golden', 'cases.json')]);
