import { createHash } from 'node:crypto';
import { type Readable, Transform, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import { LIST_COLUMNS, type ListColumn, ListFaults } from '../domain/list-fault';
import type { RawRow } from '../domain/list-row';
import { MOST_ROWS } from './remittance-list.dto';

/** A list as a file says it, with what is wrong with the file itself; `sha256` is that of its bytes. */
export interface CsvList {
  readonly rows: readonly RawRow[];
  readonly faults: ListFaults;
  readonly sha256: string;
}

const LONGEST_ROW = 20_000;
const NEEDED: readonly ListColumn[] = ['name', 'idNo'];

class NotUtf8 extends Error {
  override name = 'NotUtf8';
}

/** Hashes the bytes and turns them into text; anything but UTF-8 ends the reading. A byte order mark is dropped. */
class Utf8Text extends Transform {
  readonly hash = createHash('sha256');
  private readonly decoder = new TextDecoder('utf-8', { fatal: true });

  constructor() {
    super({ decodeStrings: false });
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.hash.update(chunk);
    this.decode(chunk, done);
  }

  override _flush(done: TransformCallback): void {
    this.decode(undefined, done);
  }

  private decode(chunk: Buffer | undefined, done: TransformCallback): void {
    try {
      const text = this.decoder.decode(chunk, { stream: chunk !== undefined });
      done(null, text);
    } catch (error) {
      done(error instanceof TypeError ? new NotUtf8() : (error as Error));
    }
  }
}

/** Reads a remittance list from a CSV file as it arrives. Faults of the file are told, never thrown. */
export async function readCsvList(body: Readable): Promise<CsvList> {
  const faults = new ListFaults('csv');
  const sheet = new Sheet(faults);
  const text = new Utf8Text();
  const parser = parse({ relax_column_count: true, max_record_size: LONGEST_ROW });
  try {
    await pipeline(body, text, parser, async (records: AsyncIterable<string[]>) => {
      for await (const record of records) sheet.take(record);
    });
    sheet.finish();
  } catch (error) {
    if (error instanceof NotUtf8) faults.add('NOT_UTF8', {});
    else if (error instanceof CsvError) faults.add('CSV_SYNTAX', { row: sheet.row + 1 });
    else throw error;
  }
  return { rows: sheet.rows, faults, sha256: text.hash.digest('hex') };
}

/** The records of a file, headings first; rows are counted as a spreadsheet counts them. */
class Sheet {
  readonly rows: RawRow[] = [];
  row = 0;
  private columns: (ListColumn | null)[] | null = null;

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
      if (this.row - 2 === MOST_ROWS) this.faults.add('LIST_TOO_LONG', { row: this.row }, String(MOST_ROWS));
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
