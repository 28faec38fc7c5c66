import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { parse } from 'csv-parse';
import { LIST_COLUMNS, type ListColumn, ListFaults } from '../domain/list-fault';
import type { RawRow } from '../domain/list-row';

/** A list as a file says it, with what is wrong with the file itself; `sha256` is that of its bytes. */
export interface CsvList {
  readonly rows: readonly RawRow[];
  readonly faults: ListFaults;
  readonly sha256: string;
}

/** Members of one list at most. */
export const MOST_ROWS = 200_000;
const LONGEST_ROW = 20_000;
const NEEDED: readonly ListColumn[] = ['name', 'idNo'];

/**
 * Reads a remittance list from a CSV file as it arrives. Faults of the file are told, never thrown. The body is read to
 * its end even when the file is of no use, for a connection with an unread body serves no further request.
 */
export async function readCsvList(body: Readable): Promise<CsvList> {
  const faults = new ListFaults('csv');
  const sheet = new Sheet(faults);
  const reader = new CsvReader(sheet, faults);
  const hash = createHash('sha256');
  for await (const chunk of body as AsyncIterable<Buffer>) {
    hash.update(chunk);
    await reader.take(chunk);
  }
  await reader.end();
  return { rows: sheet.rows, faults, sha256: hash.digest('hex') };
}

/** Bytes to records. After the first fault of encoding or syntax nothing more is read. */
class CsvReader {
  private readonly decoder = new TextDecoder('utf-8', { fatal: true });
  private readonly parser = parse({ relax_column_count: true, max_record_size: LONGEST_ROW });
  private broken = false;

  constructor(
    private readonly sheet: Sheet,
    private readonly faults: ListFaults,
  ) {
    this.parser.on('data', (record: string[]) => sheet.take(record));
    // What the parser reports is a fault of the file: it runs nothing of ours.
    this.parser.on('error', () => this.fail('CSV_SYNTAX'));
  }

  async take(chunk: Buffer): Promise<void> {
    const text = this.decode(chunk);
    if (this.broken || text === '') return;
    await new Promise<void>((resolve) => {
      this.parser.write(text, () => resolve());
    });
  }

  async end(): Promise<void> {
    this.decode(undefined);
    if (this.broken) return;
    this.parser.end();
    const whole = await finished(this.parser).then(
      () => true,
      () => false,
    );
    if (whole) this.sheet.finish();
    else this.fail('CSV_SYNTAX');
  }

  /** UTF-8 to text, a byte order mark dropped; without a chunk, what is left of the last one. */
  private decode(chunk: Buffer | undefined): string {
    if (this.broken) return '';
    try {
      return this.decoder.decode(chunk, { stream: chunk !== undefined });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ERR_ENCODING_INVALID_ENCODED_DATA') throw error;
      this.fail('NOT_UTF8');
      return '';
    }
  }

  private fail(code: 'CSV_SYNTAX' | 'NOT_UTF8'): void {
    if (this.broken) return;
    this.broken = true;
    this.faults.add(code, code === 'NOT_UTF8' ? {} : { row: this.sheet.row + 1 });
  }
}

/** The records of a file, headings first; rows are counted as a spreadsheet counts them. */
class Sheet {
  readonly rows: RawRow[] = [];
  row = 0;
  private columns: (ListColumn | null)[] | null = null;
  private tooLong = false;

  constructor(private readonly faults: ListFaults) {}

  take(record: readonly string[]): void {
    this.row += 1;
    if (this.columns === null) this.columns = this.headings(record);
    else if (record.some((cell) => cell.trim() !== '')) this.member(record, this.columns);
  }

  finish(): void {
    if (this.columns === null) this.columns = this.headings([]);
  }

  private headings(record: readonly string[]): (ListColumn | null)[] {
    const names = Object.entries(LIST_COLUMNS) as [ListColumn, { heading: string }][];
    const columns = record.map((cell) => {
      const heading = cell.trim();
      const column = names.find(([, known]) => known.heading === heading)?.[0] ?? null;
      if (column === null) this.faults.add('HEADING_UNKNOWN', { row: 1, column: { heading }, value: cell });
      return column;
    });
    for (const [column, { heading }] of names) {
      const times = columns.filter((each) => each === column).length;
      if (times > 1) this.faults.add('HEADING_REPEATED', { row: 1, column, value: heading });
      if (times === 0 && NEEDED.includes(column))
        this.faults.add('HEADING_MISSING', { row: 1, column }, heading);
    }
    return columns;
  }

  private member(record: readonly string[], columns: readonly (ListColumn | null)[]): void {
    if (this.rows.length === MOST_ROWS) {
      if (!this.tooLong) this.faults.add('LIST_TOO_LONG', { row: this.row }, String(MOST_ROWS));
      this.tooLong = true;
      return;
    }
    if (record.length !== columns.length) {
      this.faults.add('COLUMN_COUNT', { row: this.row });
    }
    const cells: Partial<Record<ListColumn, string>> = {};
    columns.forEach((column, index) => {
      if (column !== null) cells[column] = record[index] ?? '';
    });
    this.rows.push({ row: this.row, cells });
  }
}
