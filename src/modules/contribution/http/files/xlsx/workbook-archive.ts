import type { Readable } from 'node:stream';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { BOUNDS } from './bounds';
import { WorkbookFault } from './workbook-fault';

/**
 * The parts of a workbook by name. Nothing is unpacked but the parts that are asked for, and none whose declared size
 * is beyond the bounds; what unpacks to more than it declares breaks off.
 */
export class WorkbookArchive {
  private unpacked = 0;

  private constructor(
    private readonly zip: ZipFile,
    private readonly entries: ReadonlyMap<string, Entry>,
  ) {}

  /** @throws WorkbookFault for what is no readable archive, has too many entries, or holds macros. */
  static async open(bytes: Buffer): Promise<WorkbookArchive> {
    const entries = new Map<string, Entry>();
    const zip = await readable(async () => {
      const opened = await fromBufferPromise(bytes);
      if (opened.entryCount > BOUNDS.entries) throw tooMuch('entries', BOUNDS.entries);
      for await (const entry of opened.eachEntry()) {
        if (entry.isEncrypted()) throw new WorkbookFault('XLSX_ENCRYPTED');
        const name = entry.fileName.toLowerCase();
        if (entries.has(name)) throw new WorkbookFault('XLSX_DAMAGED');
        if (/(^|\/)(vbaproject\.bin$|macrosheets\/)/.test(name)) throw new WorkbookFault('XLSX_MACRO');
        entries.set(name, entry);
      }
      return opened;
    });
    return new WorkbookArchive(zip, entries);
  }

  has(name: string): boolean {
    return this.entries.has(name.toLowerCase());
  }

  /** Text of a part as it is unpacked. @throws WorkbookFault when it is missing, beyond the bounds, damaged or not UTF-8. */
  async *text(name: string): AsyncGenerator<string> {
    const entry = this.entries.get(name.toLowerCase());
    if (!entry) throw new WorkbookFault('XLSX_DAMAGED');
    this.allow(entry);
    const stream = await readable(() => this.zip.openReadStreamPromise(entry));
    const decoder = new TextDecoder('utf-8', { fatal: true });
    for await (const chunk of unpackedOf(stream))
      yield await readable(() => decoder.decode(chunk, { stream: true }));
    yield await readable(() => decoder.decode());
  }

  private allow({ uncompressedSize, compressedSize }: Entry): void {
    this.unpacked += uncompressedSize;
    if (this.unpacked > BOUNDS.unpackedBytes) throw tooMuch('unpacked bytes', BOUNDS.unpackedBytes);
    if (uncompressedSize > BOUNDS.ratioFrom && uncompressedSize > BOUNDS.ratio * compressedSize)
      throw tooMuch('ratio', BOUNDS.ratio);
  }
}

/** A bound that is passed, as it is told. */
export function tooMuch(what: string, most: number): WorkbookFault {
  return new WorkbookFault('XLSX_BOUNDS', what, String(most));
}

async function* unpackedOf(stream: Readable): AsyncGenerator<Buffer> {
  const chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  try {
    for (let next = await readable(() => chunks.next()); next.done !== true;) {
      yield next.value;
      next = await readable(() => chunks.next());
    }
  } finally {
    stream.destroy();
  }
}

/** What the libraries throw over bytes that came from outside is a fault of the file. */
async function readable<T>(read: () => T | Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof WorkbookFault) throw error;
    throw new WorkbookFault('XLSX_DAMAGED');
  }
}
