import { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { encode } from 'iconv-lite';
import { guarded } from './formula-guard';
import type { Separator } from './separator';
import type { FileEncoding } from './strict-decoder';

/** A file to be handed out; `charset` is the one it is really in. */
export interface CsvFile {
  readonly charset: FileEncoding;
  readonly body: Readable;
}

/** Rows written at once. */
const PIECE = 500;
const BYTE_ORDER_MARK = '\ufeff';
/**
 * Private-use characters that the tables of GB18030 of 2005 and 2022 place differently (WHATWG Encoding, index gb18030):
 * a name with one would come back as another. Checked over all of Unicode against the decoder we read with.
 */
const NOT_IN_GB18030 = /[\ue5e5\ue78d-\ue796\ue81e\ue826\ue82b\ue82c\ue832\ue843\ue854\ue864]/u;

/**
 * A CSV file (RFC 4180 with CRLF) of the records, the first being the headings; no cell is taken for a formula.
 * UTF-8 has a byte order mark, without which spreadsheets show it wrongly. A file that GB18030 cannot keep faithfully
 * is written in UTF-8 instead.
 */
export function csvFile(
  records: readonly (readonly string[])[],
  { encoding, separator }: { readonly encoding: FileEncoding; readonly separator: Separator },
): CsvFile {
  const faithful = !records.some((record) => record.some((cell) => NOT_IN_GB18030.test(cell)));
  const charset = encoding === 'gb18030' && faithful ? 'gb18030' : 'utf-8';
  return { charset, body: Readable.from(pieces(records, charset, separator)) };
}

async function* pieces(
  records: readonly (readonly string[])[],
  charset: FileEncoding,
  separator: Separator,
): AsyncGenerator<Buffer> {
  if (charset === 'utf-8') yield Buffer.from(BYTE_ORDER_MARK);
  for (let from = 0; from < records.length; from += PIECE) {
    const lines = records
      .slice(from, from + PIECE)
      .map((record) => `${record.map((cell) => written(cell, separator)).join(separator)}\r\n`);
    yield charset === 'utf-8' ? Buffer.from(lines.join('')) : encode(lines.join(''), 'gb18030');
    await nextTurn();
  }
}

function written(cell: string, separator: Separator): string {
  const safe = guarded(cell);
  const quoted = /["\r\n]/.test(safe) || safe.includes(separator) || safe !== safe.trim();
  return quoted ? `"${safe.replaceAll('"', '""')}"` : safe;
}
