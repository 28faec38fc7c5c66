import type { BilingualText } from '../../../../kernel/decision';
import { LIST_COLUMNS, type ListColumn, type ListLanguage } from './list-columns';
import type { FaultTexts } from './fault-texts';
import { FAULT_TEXTS, type ListFaultCode, ROW_FAULTS } from './list-fault-texts';

/** How a list came; decides on what a fault points to. */
export type ListSource = 'csv' | 'xlsx' | 'json' | 'same-as';

const FILES: ReadonlySet<ListSource> = new Set<ListSource>(['csv', 'xlsx']);

/** One thing wrong with a list, and how to mend it. `row` counts as a spreadsheet does: the headings are row 1. */
export interface ListFault {
  readonly pointer: string;
  /** null when the fault is not one of a row, such as a member who is missing. */
  readonly row: number | null;
  readonly column: string | null;
  /** Address of the cell in a workbook, such as B17; of a workbook alone. */
  readonly cell?: string;
  /** What stood there, cut to 60 characters; for a missing member the account number. */
  readonly value: string | null;
  readonly code: ListFaultCode;
  readonly message: BilingualText;
  readonly fix: BilingualText;
}

/** Where a fault is: a row of the list with its column, or the list as a whole. */
export interface FaultPlace {
  readonly row?: number;
  readonly column?: ListColumn | { readonly heading: string; readonly at?: number };
  readonly value?: string | undefined;
  /** A field beside the rows. */
  readonly field?: 'month' | 'fundYear' | 'total';
}

/** A fault of one row, short enough to be kept for every row of a long list. */
export interface RowReason {
  readonly code: ListFaultCode;
  readonly column: ListColumn | null;
  readonly operands: readonly string[];
}

const SHOWN = 60;

const NONE: readonly RowReason[] = [];

/** How many faults are told at most; the rest is counted. */
const REPORTED = 1_000;

/** Faults of a list as they are found; texts are made for those that will be told. */
export class ListFaults {
  readonly reported: ListFault[] = [];
  /** Language of the headings of a file. */
  headings: ListLanguage = 'zh';
  /** Texts of a kind of list that has words of its own for what others call the same. */
  words: Readonly<Partial<Record<ListFaultCode, FaultTexts>>> = {};
  /** Where the columns of a workbook stand, from 0. */
  placeOf: ReadonlyMap<ListColumn, number> = new Map();
  private readonly reasons = new Map<number, readonly RowReason[]>();
  private found = 0;
  private foundInRows = 0;

  constructor(readonly source: ListSource) {}

  /** @param operands fill `{0}`, `{1}` of the texts: the row of the first mention, the amount worked out, … */
  add(code: ListFaultCode, place: FaultPlace, ...operands: readonly string[]): void {
    this.found += 1;
    const { row, column } = place;
    if (row !== undefined && ROW_FAULTS.has(code)) {
      this.foundInRows += 1;
      const reason = sharedReason(code, typeof column === 'string' ? column : null, operands);
      this.reasons.set(row, [...this.reasonsOf(row), reason]);
    }
    if (this.reported.length < REPORTED) this.reported.push(this.told(code, place, operands));
  }

  /** A copy to add to, so that the same list may be looked at more than once. */
  static from(other: ListFaults): ListFaults {
    const copy = new ListFaults(other.source);
    copy.headings = other.headings;
    copy.placeOf = other.placeOf;
    copy.words = other.words;
    copy.found = other.found;
    copy.foundInRows = other.foundInRows;
    copy.reported.push(...other.reported);
    for (const [row, reasons] of other.reasons) copy.reasons.set(row, reasons);
    return copy;
  }

  get count(): number {
    return this.found;
  }

  /** Faults that are not those of single rows: with one of them no row can be taken. */
  get ofTheList(): number {
    return this.found - this.foundInRows;
  }

  /** Number of rows with a fault. */
  get badRows(): number {
    return this.reasons.size;
  }

  /** What is wrong with a row; none for a good one. */
  reasonsOf(row: number): readonly RowReason[] {
    return this.reasons.get(row) ?? NONE;
  }

  /** The texts of a fault with its operands filled in. */
  textsOf(code: ListFaultCode, operands: readonly string[]): FaultTexts {
    const texts: FaultTexts = this.words[code] ?? FAULT_TEXTS[code];
    return texts.map((text) =>
      text.replaceAll(/\{(\d)\}/g, (_, place: string) => operands[Number(place)] ?? ''),
    ) as unknown as FaultTexts;
  }

  private told(code: ListFaultCode, place: FaultPlace, operands: readonly string[]): ListFault {
    const [zh, en, fixZh, fixEn] = this.textsOf(code, operands);
    const column = this.columnName(place);
    return {
      pointer: this.pointerTo(place, column),
      row: place.row ?? null,
      column,
      ...this.cellOf(place),
      value: place.value === undefined ? null : [...place.value].slice(0, SHOWN).join(''),
      code,
      message: { zh, en },
      fix: { zh: fixZh, en: fixEn },
    };
  }

  private columnName({ column }: FaultPlace): string | null {
    if (column === undefined) return null;
    if (typeof column === 'object') return column.heading;
    return LIST_COLUMNS[column][FILES.has(this.source) ? this.headings : 'field'];
  }

  private cellOf({ row, column }: FaultPlace): { cell?: string } {
    if (this.source !== 'xlsx' || row === undefined || column === undefined) return {};
    const at = typeof column === 'object' ? column.at : this.placeOf.get(column);
    return at === undefined ? {} : { cell: `${columnLetters(at)}${row}` };
  }

  private pointerTo({ row, field }: FaultPlace, column: string | null): string {
    const { source } = this;
    const file = FILES.has(source);
    if (field !== undefined) return file ? `/query/${field}` : `/${field}`;
    if (source === 'same-as') return '/asMonth';
    const last = column === null ? '' : `/${column.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (row === undefined) return file ? '/rows' : '/members';
    return file ? `/rows/${row}${last}` : `/members/${row - 2}${last}`;
  }
}

/** Letters of a column of a spreadsheet, counted from 0. */
function columnLetters(at: number): string {
  const last = String.fromCharCode(65 + (at % 26));
  return at < 26 ? last : `${columnLetters(Math.floor(at / 26) - 1)}${last}`;
}

const shared = new Map<string, RowReason>();

/** Reasons without operands are few and the same in every row that has them: one object stands for all. */
function sharedReason(
  code: ListFaultCode,
  column: ListColumn | null,
  operands: readonly string[],
): RowReason {
  if (operands.length > 0) return { code, column, operands };
  const key = `${code} ${column ?? ''}`;
  const known = shared.get(key) ?? { code, column, operands };
  shared.set(key, known);
  return known;
}
