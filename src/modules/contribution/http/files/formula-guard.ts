/**
 * What a spreadsheet takes for a formula (OWASP: CSV injection), in either width, with any number of guards before it.
 * A guard is the apostrophe by which spreadsheets mark text.
 */
const FORMULA = /^'*[=+\-@\t\r＝＋－＠]/;
const GUARDED = /^'+[=+\-@\t\r＝＋－＠]/;

/** A cell as it is written to a file: a spreadsheet shows it as text. */
export function guarded(cell: string): string {
  return FORMULA.test(cell) ? `'${cell}` : cell;
}

/** A cell as it was before `guarded`. A cell that was never guarded comes back unless it looks as if it had been. */
export function unguarded(cell: string): string {
  return GUARDED.test(cell) ? cell.slice(1) : cell;
}
