import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const TESTS = join(__dirname, '..');
const ROWS = 58;

/** Rows that are not this service's to keep, and why. */
const elsewhere: Readonly<Record<string, string>> = {
  F16: 'there is one address of the database, and no read goes to a replica: which server answers there, and that the former one is fenced, is the platform’s',
};

const titles = readdirSync(TESTS, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.test.ts'))
  .flatMap((file) => {
    const text = readFileSync(join(TESTS, file), 'utf8');
    return [...text.matchAll(/\(\s*['"`]((?:F\d\d|[–, ])+):/g)].map(([, rows = '']) => rows);
  });

/** 'F01–F05, F08' as the rows it names. */
function rowsIn(title: string): string[] {
  return title.split(',').flatMap((part) => {
    const [first = 0, last = first] = [...part.matchAll(/F(\d\d)/g)].map(([, row]) => Number(row));
    return Array.from({ length: last - first + 1 }, (_, n) => `F${String(first + n).padStart(2, '0')}`);
  });
}

it('reads ranges and lists', () => {
  expect(rowsIn('F01–F03, F08')).toEqual(['F01', 'F02', 'F03', 'F08']);
});

it('every row of the catalogue of faults, F01 to F58, is named by the title of a test or kept elsewhere', () => {
  const named = new Set(titles.flatMap(rowsIn));
  const all = Array.from({ length: ROWS }, (_, n) => `F${String(n + 1).padStart(2, '0')}`);
  expect(all.filter((row) => !named.has(row) && !(row in elsewhere))).toEqual([]);
});
