import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { EncodingJudge } from '../../src/modules/contribution/http/files/encoding-judge';
import { unguarded } from '../../src/modules/contribution/http/files/formula-guard';
import type { LegacyFile } from './legacy-files';
import { LegacyFolderError } from './legacy-folder-error';

/** One line of a file: its number (the headings are line 1) and its cells in the order of the file's fields. */
export interface LegacyRow {
  readonly line: number;
  readonly cells: readonly (string | null)[];
}

export interface LegacyReading {
  readonly rows: AsyncIterable<LegacyRow>;
  /** SHA-256 of the bytes, once all rows have been read. */
  hash(): string;
}

/**
 * Reads a file of a folder as it comes from the disk: UTF-8 or GB18030, columns in any order, columns we do not know left
 * out. An empty cell is null.
 * @throws LegacyFolderError when the file is no such file: its encoding, its syntax or a missing column.
 */
export function readLegacyFile(path: string, file: LegacyFile): LegacyReading {
  const hash = createHash('sha256');
  const texts = Readable.from(decoded(path, file, (chunk) => hash.update(chunk)));
  const parser = parse({ bom: true, relax_column_count: true, skip_empty_lines: true, info: true });
  // A fault of the decoding is one of the parsing: whoever reads the rows hears of it.
  texts.on('error', (error) => parser.destroy(error));
  texts.pipe(parser);
  return { rows: rowsOf(parser, file), hash: () => hash.digest('hex') };
}

async function* decoded(
  path: string,
  file: LegacyFile,
  onBytes: (chunk: Buffer) => void,
): AsyncGenerator<string> {
  const judge = new EncodingJudge();
  for await (const chunk of createReadStream(path, { highWaterMark: 262_144 }) as AsyncIterable<Buffer>) {
    onBytes(chunk);
    yield* judge.take(chunk);
    refuse(judge, file);
  }
  yield* judge.end();
  refuse(judge, file);
}

function refuse({ fault }: EncodingJudge, { file }: LegacyFile): void {
  if (fault === null) return;
  const place = 'offset' in fault ? `，第${fault.offset + 1}字节 / at byte ${fault.offset + 1}` : '';
  throw new LegacyFolderError(`${file}：${fault.code}${place}`);
}

async function* rowsOf(parser: AsyncIterable<unknown>, file: LegacyFile): AsyncGenerator<LegacyRow> {
  let places: readonly number[] | null = null;
  try {
    for await (const one of parser) {
      const { record, info } = one as { record: string[]; info: { lines: number } };
      if (places === null) places = placesOf(record, file);
      else yield { line: info.lines, cells: places.map((place) => cellOf(record[place])) };
    }
  } catch (error) {
    if (error instanceof LegacyFolderError) throw error;
    const message = error instanceof Error && 'code' in error ? String(error.code) : 'CSV';
    throw new LegacyFolderError(`${file.file}：不是有效的CSV / not valid CSV (${message})`);
  }
  if (places === null) throw new LegacyFolderError(`${file.file}：没有表头 / there are no headings`);
}

/** Where each field stands in the file; -1 for an optional one that is not there. */
function placesOf(headings: readonly string[], { file, fields }: LegacyFile): number[] {
  const known = headings.map((heading) => heading.trim().toUpperCase());
  const missing = fields.filter((field) => !field.optional && !known.includes(field.name.toUpperCase()));
  if (missing.length > 0) {
    const names = missing.map(({ name }) => name).join('、');
    throw new LegacyFolderError(`${file}：缺少列 / columns are missing: ${names}`);
  }
  return fields.map(({ name }) => known.indexOf(name.toUpperCase()));
}

function cellOf(cell: string | undefined): string | null {
  const text = cell === undefined ? '' : unguarded(cell).trim();
  return text === '' ? null : text;
}
