import { readFileSync } from 'node:fs';

/**
 * Checks a document against the schema of OpenAPI 3.1.
 * @returns the faults as sentences; none for a valid document.
 */
export async function validateDocument(document: object): Promise<string[]> {
  const { Validator } = await import('@seriousme/openapi-schema-validator');
  const validator = new Validator();
  const { valid, errors } = await validator.validate(structuredClone(document) as Record<string, unknown>);
  if (valid) {
    return validator.version === '3.1' ? [] : [`the document is OpenAPI ${validator.version}, not 3.1`];
  }
  return [`the document is no valid OpenAPI: ${JSON.stringify(errors).slice(0, 2_000)}`];
}

/** `validate-document.ts FILE`: prints what is wrong, exit code 1. */
async function main(file: string): Promise<void> {
  const faults = await validateDocument(JSON.parse(readFileSync(file, 'utf8')) as object);
  for (const fault of faults) process.stdout.write(`${fault}\n`);
  if (faults.length > 0) process.exitCode = 1;
}

if (require.main === module) void main(process.argv[2] ?? '');
