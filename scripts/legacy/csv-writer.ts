import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { guarded } from '../../src/modules/contribution/http/files/formula-guard';

const PIECE = 1_000;

/** A cell of RFC 4180, never taken for a formula. */
function written(cell: string): string {
  const safe = guarded(cell);
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Writes a CSV file as the rows come: UTF-8 with byte order mark, CRLF. @returns how many rows, headings apart. */
export async function writeCsv(
  path: string,
  headings: readonly string[],
  rows: AsyncIterable<readonly string[]> | Iterable<readonly string[]>,
): Promise<number> {
  let count = 0;
  async function* pieces(): AsyncGenerator<string> {
    let piece = `\ufeff${headings.map(written).join(',')}\r\n`;
    for await (const row of rows) {
      piece += `${row.map(written).join(',')}\r\n`;
      count += 1;
      if (count % PIECE !== 0) continue;
      yield piece;
      piece = '';
    }
    yield piece;
  }
  await pipeline(Readable.from(pieces()), createWriteStream(path));
  return count;
}
