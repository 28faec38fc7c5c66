import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { answersOfRoutes } from './openapi/answers-of-routes';
import { firstDifference } from './openapi/first-difference';
import { servedDocument } from './openapi/served-document';
import { validateDocument } from './openapi/validate-document';
import { projectRoot } from './postgres';
import { rebuild } from './openapi/rebuild';

const root = projectRoot();
/** What routes answer, read from the types of the sources; compiled into the service. */
export const ANSWERS_FILE = join(root, 'src', 'platform', 'http', 'openapi', 'answers.json');
/** The document as the built service serves it. */
export const DOCUMENT_FILE = join(root, 'docs', 'openapi.json');

const printed = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
const stored = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '{}\n');

/** Where a file differs from what it should hold, as a sentence; null when it does not. */
export function drift(file: string, wanted: unknown): string | null {
  const text = stored(file);
  if (text === printed(wanted)) return null;
  const name = file.slice(root.length + 1);
  return `${name} is out of date: ${firstDifference(JSON.parse(text), wanted)}. Run: npm run openapi && npm run sdk`;
}

/**
 * Writes both files, or with `--check` changes nothing and tells where they differ (exit code 1). The document is
 * asked of the built service itself, on a database of its own.
 */
async function main(): Promise<void> {
  const check = process.argv.includes('--check');
  const faults: string[] = [];
  const keep = (file: string, wanted: unknown): boolean => {
    const fault = drift(file, wanted);
    if (fault !== null && check) faults.push(fault);
    if (fault !== null && !check) writeFileSync(file, printed(wanted));
    return fault !== null;
  };
  const changed = keep(ANSWERS_FILE, answersOfRoutes());
  if (faults.length === 0) {
    if (changed) rebuild();
    const document = await servedDocument();
    faults.push(...(await validateDocument(document)));
    keep(DOCUMENT_FILE, document);
  }
  for (const fault of faults) process.stderr.write(`${fault}\n`);
  if (faults.length > 0) process.exitCode = 1;
  else process.stdout.write(`docs/openapi.json ${check ? 'is' : 'was brought'} up to date\n`);
}

if (require.main === module) {
  main().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = 1;
  });
}
