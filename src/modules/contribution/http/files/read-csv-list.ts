import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Parser, parse } from 'csv-parse';
import type { ListColumn, ListForm } from '../../domain/remittance/list-columns';
import { ListFaults } from '../../domain/remittance/list-fault';
import type { RawRow } from '../../domain/remittance/list-row';
import { EncodingJudge } from './encoding-judge';
import { HeadingRow, type Separator } from './separator';
import { Sheet } from './sheet';
import type { FileEncoding } from './strict-decoder';

/** How a file was written, so that an answer to it can be written in the same way. */
export interface FileManner {
  readonly encoding: FileEncoding;
  readonly separator: Separator;
  /** Columns in the order of the file. */
  readonly columns: readonly ListColumn[];
}

/** A list as a file says it, with what is wrong with the file itself; `sha256` is that of its bytes. */
export interface CsvList {
  readonly rows: readonly RawRow[];
  readonly faults: ListFaults;
  readonly manner: FileManner;
  readonly sha256: string;
}

const LONGEST_ROW = 20_000;
/** Characters that are read in one turn of the event loop, a hundred rows: others get their turns in between. */
const TURN = 4_096;

/**
 * Reads a list from a CSV file as it arrives: UTF-8 or GB18030, headings in Chinese or English in any order, comma,
 * semicolon or tab. Faults of the file are told, never thrown. The body is read to its end even when the file is of no
 * use, for a connection with an unread body serves no further request.
 */
export async function readCsvList(body: Readable, form: ListForm): Promise<CsvList> {
  const faults = new ListFaults('csv');
  const sheet = new Sheet(faults, form);
  const reader = new CsvReader(sheet, faults, form);
  const hash = createHash('sha256');
  for await (const chunk of body as AsyncIterable<Buffer>) {
    hash.update(chunk);
    await reader.take(chunk);
  }
  const { encoding, separator } = await reader.end();
  const manner = { encoding, separator, columns: sheet.columnsInOrder };
  return { rows: sheet.rows, faults, manner, sha256: hash.digest('hex') };
}

/** Bytes to records. After the first fault of encoding or syntax nothing more is read. */
class CsvReader {
  private readonly judge = new EncodingJudge();
  private readonly headings: HeadingRow;
  private parser: Parser | null = null;
  private separator: Separator = ',';
  private records: string[][] = [];
  private broken = false;
  /** Whether the text so far ends with a row. */
  private betweenRows = true;

  constructor(
    private readonly sheet: Sheet,
    private readonly faults: ListFaults,
    form: ListForm,
  ) {
    this.headings = new HeadingRow(form);
  }

  async take(chunk: Buffer): Promise<void> {
    for (const text of this.judge.take(chunk)) await this.read(text);
    await this.tellEncoding();
  }

  async end(): Promise<{ encoding: FileEncoding; separator: Separator }> {
    for (const text of this.judge.end()) await this.read(text);
    if (!this.broken && this.parser === null) await this.parse(this.headings.end());
    await this.tellEncoding();
    await this.close();
    return { encoding: this.judge.encoding ?? 'utf-8', separator: this.separator };
  }

  private async read(text: string): Promise<void> {
    if (this.broken || text === '') return;
    this.betweenRows = /[\r\n]$/.test(text);
    if (this.parser) return this.write(this.parser, text);
    const begun = this.headings.take(text);
    if (begun) await this.parse(begun);
  }

  private async parse({ separator, text }: { separator: Separator; text: string }): Promise<void> {
    this.separator = separator;
    const parser = parse({
      delimiter: separator,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      max_record_size: LONGEST_ROW,
      // What the parser reports is a fault of the file: nothing of ours runs in it that could throw.
      on_record: (record: string[]) => {
        this.records.push(record);
        return null;
      },
    });
    parser.on('error', () => this.breakOff());
    parser.resume();
    this.parser = parser;
    await this.write(parser, text);
  }

  private async write(parser: Parser, text: string): Promise<void> {
    for (let at = 0; at < text.length && !this.broken;) {
      const end = wholeEnd(text, at + TURN);
      await new Promise<void>((resolve) => {
        parser.write(text.slice(at, end), () => resolve());
      });
      this.takeRecords();
      at = end;
      await nextTurn();
    }
  }

  private takeRecords(): void {
    for (const record of this.records) this.sheet.take(record);
    this.records = [];
  }

  private async close(): Promise<void> {
    if (this.broken || this.parser === null) return;
    const whole = await ended(this.parser);
    this.takeRecords();
    if (whole) this.sheet.finish();
    else this.breakOff();
  }

  private breakOff(): void {
    if (this.broken) return;
    this.broken = true;
    this.takeRecords();
    this.faults.add('CSV_SYNTAX', { row: this.sheet.row + 1 });
  }

  private async tellEncoding(): Promise<void> {
    const { fault } = this.judge;
    if (fault === null || this.broken) return;
    this.broken = true;
    if (fault.code === 'ENCODING_UTF16') this.faults.add(fault.code, {});
    else if (fault.code === 'FILE_NOT_CSV') this.faults.add(fault.code, {}, fault.kind);
    else {
      const place = { row: await this.rowAtBreak() };
      this.faults.add(fault.code, place, String(fault.offset + 1), fault.encoding.toUpperCase());
    }
  }

  /** The row in which the text breaks off. What is left of it in the parser is no row to be judged. */
  private async rowAtBreak(): Promise<number> {
    if (this.parser === null) return 1;
    const whole = await ended(this.parser);
    return this.sheet.row + this.records.length + (whole && !this.betweenRows ? 0 : 1);
  }
}

/** Where text may be cut at about this place: not within a character. */
function wholeEnd(text: string, end: number): number {
  return (text.charCodeAt(end - 1) & 0xfc00) === 0xd800 ? end + 1 : end;
}

/** Ends a parser; false when what is left in it is no record. */
function ended(parser: Parser): Promise<boolean> {
  parser.end();
  return finished(parser).then(
    () => true,
    () => false,
  );
}
