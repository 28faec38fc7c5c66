import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { ListForm } from '../../domain/remittance/list-columns';
import { ListFaults } from '../../domain/remittance/list-fault';
import { type CsvList, readCsvList } from './read-csv-list';
import { BOUNDS } from './xlsx/bounds';
import { readXlsxList } from './xlsx/read-xlsx-list';

const ZIP = Buffer.from('PK\x03\x04', 'latin1');
/** How Excel keeps a workbook with a password: an OLE file with a stream of this name. */
const OLE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);
const ENCRYPTED = Buffer.from('EncryptedPackage', 'utf16le');
const HEAD = 4;

/**
 * Reads a list from a file, CSV or XLSX: its first bytes decide, whatever type was declared or name it had. A workbook
 * is held whole, packed, for its index stands at its end. Faults are told, never thrown; the body is read to its end.
 * @param sheet name of the sheet of a workbook; the first that is not hidden when null.
 */
export async function readListFile(body: Readable, form: ListForm, sheet: string | null): Promise<CsvList> {
  const chunks = (body as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  let head: Buffer = Buffer.alloc(0);
  let ended = false;
  while (head.length < HEAD && !ended) {
    const next = await chunks.next();
    if (next.done === true) ended = true;
    else head = Buffer.concat([head, next.value]);
  }
  const rest = restOf(head, chunks, ended);
  const start = head.subarray(0, HEAD);
  if (!start.equals(ZIP) && !start.equals(OLE)) return readCsvList(Readable.from(rest), form);
  return readWorkbook(rest, form, { sheet, ole: start.equals(OLE) });
}

async function* restOf(head: Buffer, chunks: AsyncIterator<Buffer>, ended: boolean): AsyncGenerator<Buffer> {
  if (head.length > 0) yield head;
  while (!ended) {
    const next = await chunks.next();
    if (next.done === true) return;
    yield next.value;
  }
}

async function readWorkbook(
  pieces: AsyncIterable<Buffer>,
  form: ListForm,
  { sheet: name, ole }: { sheet: string | null; ole: boolean },
): Promise<CsvList> {
  const hash = createHash('sha256');
  let kept: Buffer[] = [];
  let bytes = 0;
  for await (const piece of pieces) {
    hash.update(piece);
    bytes += piece.length;
    if (bytes <= BOUNDS.packedBytes) kept.push(piece);
    else kept = [];
  }
  const sha256 = hash.digest('hex');
  const manner = { encoding: 'utf-8', separator: ',' } as const;
  if (bytes > BOUNDS.packedBytes || ole) {
    const faults = new ListFaults('xlsx');
    if (bytes > BOUNDS.packedBytes) faults.add('XLSX_BOUNDS', {}, 'bytes', String(BOUNDS.packedBytes));
    else if (Buffer.concat(kept).includes(ENCRYPTED)) faults.add('XLSX_ENCRYPTED', {});
    else faults.add('FILE_NOT_CSV', {}, 'XLS (Excel 97–2003)');
    return { rows: [], faults, manner: { ...manner, columns: [] }, sha256 };
  }
  const { sheet, faults } = await readXlsxList(Buffer.concat(kept), form, name);
  return { rows: sheet.rows, faults, manner: { ...manner, columns: sheet.columnsInOrder }, sha256 };
}
