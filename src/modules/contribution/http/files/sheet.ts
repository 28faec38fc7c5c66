import {
  type HeadingMeaning,
  LIST_COLUMNS,
  type ListColumn,
  type ListForm,
  meaningOf,
} from '../../domain/remittance/list-columns';
import type { ListFaults } from '../../domain/remittance/list-fault';
import type { RawRow } from '../../domain/remittance/list-row';
import { unguarded } from './formula-guard';

/** Members of one list at most. */
export const MOST_ROWS = 200_000;

/** What the cells under a heading are: of a column, of none we know, or reasons of ours that came back. */
type Place = ListColumn | 'unknown' | 'reason';

/** The records of a file, headings first; rows are counted as a spreadsheet counts them. */
export class Sheet {
  readonly rows: RawRow[] = [];
  row = 0;
  private places: Place[] | null = null;
  private tooLong = false;

  constructor(
    private readonly faults: ListFaults,
    private readonly form: ListForm,
  ) {}

  /** Columns in the order of the file. */
  get columnsInOrder(): ListColumn[] {
    return (this.places ?? []).filter(
      (place): place is ListColumn => place !== 'unknown' && place !== 'reason',
    );
  }

  take(record: readonly string[]): void {
    this.row += 1;
    if (this.places === null) this.places = this.headings(record);
    else if (record.some((cell) => cell.trim() !== '')) this.member(record, this.places);
  }

  /** A record of that row of a workbook, which leaves out blank rows, and blank cells at the end of others. */
  takeAt(row: number, record: readonly string[]): void {
    if (this.places === null && row > 1) this.finish();
    this.row = row - 1;
    const blank = Math.max(0, (this.places?.length ?? 0) - record.length);
    this.take([...record, ...Array.from({ length: blank }, () => '')]);
  }

  /** The column under whose heading a cell stands. */
  columnAt(at: number): ListColumn | null {
    const place = this.places?.[at];
    return place === undefined || place === 'unknown' || place === 'reason' ? null : place;
  }

  finish(): void {
    if (this.places === null) this.places = this.headings([]);
  }

  private headings(record: readonly string[]): Place[] {
    const meanings = record.map((heading) => meaningOf(heading, this.form));
    const first = meanings.find((meaning) => meaning.kind === 'column');
    this.faults.headings = first?.language ?? 'zh';
    this.faults.placeOf = placesOf(meanings);
    const name = (column: ListColumn): string => LIST_COLUMNS[column][this.faults.headings];
    const offered = this.form.columns.map(name).join(this.faults.headings === 'zh' ? '、' : ', ');
    const places = meanings.map((meaning, index): Place => {
      if (meaning.kind === 'column') return meaning.column;
      if (meaning.kind === 'reason') return 'reason';
      const value = record[index] ?? '';
      this.faults.add(
        'HEADING_UNKNOWN',
        { row: 1, column: { heading: value.trim(), at: index }, value },
        offered,
      );
      return 'unknown';
    });
    for (const column of this.form.columns) {
      const times = places.filter((place) => place === column).length;
      if (times > 1) this.faults.add('HEADING_REPEATED', { row: 1, column, value: name(column) });
      if (times === 0 && this.form.needed.includes(column))
        this.faults.add('HEADING_MISSING', { row: 1, column }, name(column));
    }
    return places;
  }

  private member(record: readonly string[], places: readonly Place[]): void {
    if (this.rows.length === MOST_ROWS) {
      if (!this.tooLong) this.faults.add('LIST_TOO_LONG', { row: this.row }, String(MOST_ROWS));
      this.tooLong = true;
      return;
    }
    const cells: Partial<Record<ListColumn, string>> = {};
    places.forEach((place, index) => {
      if (place !== 'unknown' && place !== 'reason') cells[place] = unguarded(record[index] ?? '');
    });
    if (record.length === places.length) {
      this.rows.push({ row: this.row, cells });
      return;
    }
    this.faults.add('COLUMN_COUNT', { row: this.row });
    const ragged = record.filter((_, index) => places[index] !== 'reason').map(unguarded);
    this.rows.push({ row: this.row, cells, ragged });
  }
}

/** Where each column stands first. */
function placesOf(meanings: readonly HeadingMeaning[]): ReadonlyMap<ListColumn, number> {
  const places = new Map<ListColumn, number>();
  meanings.forEach((meaning, at) => {
    if (meaning.kind === 'column' && !places.has(meaning.column)) places.set(meaning.column, at);
  });
  return places;
}
