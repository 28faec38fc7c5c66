import { type ListForm, meaningOf } from '../../domain/remittance/list-columns';

/** What may stand between the cells of a file. */
export type Separator = ',' | ';' | '\t';

const SEPARATORS: readonly Separator[] = [',', ';', '\t'];
/** A row of headings is shorter than this; what is longer is no row of headings. */
const LONGEST_HEADINGS = 4_000;

/** Collects the start of a file until its row of headings is whole, and tells the separator by it. */
export class HeadingRow {
  private text = '';

  constructor(private readonly form: ListForm) {}

  /** Null while the row of headings is not whole; then the separator and all text so far. */
  take(text: string): { separator: Separator; text: string } | null {
    this.text += text;
    const end = endOfRow(this.text);
    return end === null && this.text.length < LONGEST_HEADINGS ? null : this.end();
  }

  /** As if the row of headings ended here. */
  end(): { separator: Separator; text: string } {
    const row = this.text.slice(0, endOfRow(this.text) ?? LONGEST_HEADINGS);
    return { separator: separatorOf(row, this.form), text: this.text };
  }
}

/** The separator by which more headings are known than by any other; a comma unless that is certain. */
function separatorOf(row: string, form: ListForm): Separator {
  const known = SEPARATORS.map((separator) => ({ separator, count: knownHeadings(row, separator, form) }));
  const [best, second] = known.sort((a, b) => b.count - a.count);
  return best && second && best.count > second.count ? best.separator : ',';
}

function knownHeadings(row: string, separator: Separator, form: ListForm): number {
  return cellsOf(row, separator).filter((cell) => meaningOf(cell, form).kind !== 'unknown').length;
}

function cellsOf(row: string, separator: Separator): string[] {
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (const character of row) {
    if (character === '"') quoted = !quoted;
    else if (character === separator && !quoted) {
      cells.push(cell);
      cell = '';
    } else cell += character;
  }
  return [...cells, cell];
}

/** Where the first row ends; line breaks between quotes do not count. */
function endOfRow(text: string): number | null {
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') quoted = !quoted;
    else if (!quoted && (character === '\n' || character === '\r')) return at;
  }
  return null;
}
