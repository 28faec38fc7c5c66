import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

type EditLines = (lines: string[]) => string[];

/** A copy of a folder with some lines of its files changed. */
export function changedFolder(
  folder: string,
  copy: string,
  change: Readonly<Record<string, EditLines>>,
): string {
  cpSync(folder, copy, { recursive: true });
  for (const [file, edit] of Object.entries(change)) {
    const lines = readFileSync(join(copy, file), 'utf8').trimEnd().split('\r\n');
    writeFileSync(join(copy, file), `${edit(lines).join('\r\n')}\r\n`);
  }
  return copy;
}

/** Puts another value into one cell; lines count from 1, the headings being the first. */
export function cell(line: number, name: string, value: (was: string) => string): EditLines {
  return (lines) => {
    const column = (lines[0] ?? '').replace('\ufeff', '').split(',').indexOf(name);
    if (column < 0) throw new Error(`there is no column ${name}`);
    const cells = (lines[line - 1] ?? '').split(',');
    cells[column] = value(cells[column] ?? '');
    return lines.map((text, index) => (index === line - 1 ? cells.join(',') : text));
  };
}

/** Puts values into cells of one line, by the names of their columns. */
export const cells = (line: number, values: Readonly<Record<string, string>>): EditLines =>
  all(...Object.entries(values).map(([name, value]) => cell(line, name, () => value)));

export const all =
  (...edits: EditLines[]): EditLines =>
  (lines) =>
    edits.reduce((so, edit) => edit(so), lines);

/** File, line, field and code of each row that was not taken over. */
export function rejectsOf(copy: string): string[] {
  const lines = readFileSync(`${copy}-rejects.csv`, 'utf8').trimEnd().split('\r\n').slice(1);
  return lines
    .map((line) =>
      line
        .split(',')
        .slice(0, 5)
        .filter((_, index) => index !== 3)
        .join(' '),
    )
    .sort();
}
