import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { getMetadataStorage } from 'class-validator';
import { fieldMessage } from '../../../src/platform/http/field-message';
import { hasWords } from '../../../src/platform/http/pattern-words';

const MODULES = join(__dirname, '..', '..', '..', 'src', 'modules');

/** Patterns of all fields of all requests, with the class that has them. */
function patterns(): { readonly of: string; readonly pattern: unknown }[] {
  const load = createRequire(__filename);
  const files = readdirSync(MODULES, { recursive: true, encoding: 'utf8' });
  for (const file of files.filter((name) => /\.(dto|input|item|desk|controller)\.ts$/.test(name)))
    load(join(MODULES, file));
  const { validationMetadatas } = getMetadataStorage() as unknown as {
    readonly validationMetadatas: ReadonlyMap<{ name: string }, readonly Constraint[]>;
  };
  return [...validationMetadatas].flatMap(([{ name }, fields]) =>
    fields
      .filter((field) => field.name === 'matches')
      .map(({ propertyName, constraints }) => ({ of: `${name}.${propertyName}`, pattern: constraints?.[0] })),
  );
}

interface Constraint {
  readonly name?: string;
  readonly propertyName: string;
  readonly constraints?: readonly unknown[];
}

describe('what a field that is not right is told', () => {
  it('every pattern of a request has words, and nobody is shown a pattern', () => {
    const found = patterns();
    expect(found.length).toBeGreaterThan(50);
    expect(found.filter(({ pattern }) => !hasWords(pattern)).map(({ of }) => of)).toEqual([]);
    for (const { pattern } of [...found, { pattern: /^never seen$/ }]) {
      const { code, message } = fieldMessage('matches', [pattern], 'x');
      expect(code).toBe('PATTERN');
      expect(message.zh + message.en).not.toContain('/^');
      expect(message.zh).not.toBe('');
      expect(message.en).not.toBe('');
    }
  });

  it.each([
    ['91140100MA0K123480', 'USCC_CHECKSUM'],
    ['91140100MA0K1234I8', 'USCC_CHARSET'],
    ['91140100ma0k123480', 'USCC_CHARSET'],
    ['9114', 'USCC_CHARSET'],
    [123, 'USCC_CHARSET'],
  ])('the credit code %p: %s', (value, code) => {
    expect(fieldMessage('isCreditCode', [], value).code).toBe(code);
  });
});
