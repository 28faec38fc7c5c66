import { type FileEncoding, StrictDecoder } from './strict-decoder';

/** Why a file cannot be read as text. `offset` counts bytes from 0. */
export type EncodingFault =
  | { readonly code: 'ENCODING_UTF16' }
  | { readonly code: 'FILE_NOT_CSV'; readonly kind: string }
  | { readonly code: 'ENCODING_UNREADABLE'; readonly offset: number; readonly encoding: FileEncoding };

/** Bytes by which a file says that it is UTF-16 or UTF-32. */
const UTF16 = [Buffer.from([0xff, 0xfe]), Buffer.from([0xfe, 0xff]), Buffer.from([0, 0, 0xfe, 0xff])];
const MARKS: readonly (readonly [FileEncoding, Buffer])[] = [
  ['utf-8', Buffer.from([0xef, 0xbb, 0xbf])],
  ['gb18030', Buffer.from([0x84, 0x31, 0x95, 0x33])],
];
/** Bytes by which other kinds of file begin. They are never opened: what is in them does not matter. */
const OTHER_KINDS: readonly (readonly [string, Buffer])[] = [
  ['XLSX/ZIP', Buffer.from('PK\x03\x04', 'latin1')],
  ['ZIP', Buffer.from('PK\x05\x06', 'latin1')],
  ['ZIP', Buffer.from('PK\x07\x08', 'latin1')],
  ['XLS (Excel 97–2003)', Buffer.from([0xd0, 0xcf, 0x11, 0xe0])],
  ['GZIP', Buffer.from([0x1f, 0x8b])],
  ['7Z', Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27])],
  ['RAR', Buffer.from('Rar!\x1a', 'latin1')],
  ['XZ', Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a])],
  ['PDF', Buffer.from('%PDF-', 'latin1')],
];
/** So many bytes are waited for; a shorter file is judged by what it has. */
const HEAD = 128;
/** Bytes given to the reader at once. */
const PIECE = 65_536;

/**
 * Finds out the encoding of a file as it arrives, and gives its text: by its byte order mark, else UTF-8 if all of it
 * is strictly UTF-8, else GB18030 if all of it is. A first row beyond ASCII that is UTF-8 decides as well: no heading we
 * know is UTF-8 when it is written in GB18030. ASCII goes through at once, for it is the same in both. From the
 * first other byte on, bytes wait only as long as both are possible, so that a file is held once and never twice.
 * A file that is neither is read in the encoding that holds longer, and told where that one breaks.
 */
export class EncodingJudge {
  fault: EncodingFault | null = null;
  /** Settled at the end at the latest. */
  encoding: FileEncoding | null = null;
  private head: Buffer | null = Buffer.alloc(0);
  private passed = 0;
  private seen = 0;
  /** Offsets of the first line break and of the first byte beyond ASCII. */
  private rowEnd: number | null = null;
  private firstOther: number | null = null;
  private decoder: StrictDecoder | null = null;
  private rivals: readonly [StrictDecoder, StrictDecoder] | null = null;
  private waiting: Buffer[] = [];

  /** Text that is settled now, in pieces. Nothing more comes after a fault. */
  *take(bytes: Buffer): Generator<string> {
    if (this.fault) return;
    if (this.head === null) {
      yield* this.read(bytes);
      return;
    }
    this.head = Buffer.concat([this.head, bytes]);
    if (this.head.length >= HEAD) yield* this.begin(this.head);
  }

  /** What is left after the last byte. */
  *end(): Generator<string> {
    if (this.head !== null && !this.fault) yield* this.begin(this.head);
    this.rivals?.forEach((rival) => rival.end());
    // Where both hold to the end, UTF-8 comes first.
    if (!this.fault && this.rivals) yield* this.settle();
    if (this.fault) return;
    this.encoding ??= 'utf-8';
    this.decoder?.end();
    this.tellBreak();
  }

  private *begin(head: Buffer): Generator<string> {
    this.head = null;
    const starts = (mark: Buffer): boolean => head.subarray(0, mark.length).equals(mark);
    const kind = OTHER_KINDS.find(([, mark]) => starts(mark))?.[0];
    if (kind !== undefined) {
      this.fault = { code: 'FILE_NOT_CSV', kind };
    } else if (UTF16.some(starts) || isUnmarkedUtf16(head.subarray(0, HEAD))) {
      this.fault = { code: 'ENCODING_UTF16' };
    } else {
      const [encoding, mark] = MARKS.find(([, bytes]) => starts(bytes)) ?? [null, Buffer.alloc(0)];
      this.passed = this.seen = mark.length;
      if (encoding !== null) this.decodeAs(encoding);
      yield* this.read(head.subarray(mark.length));
    }
  }

  private *read(bytes: Buffer): Generator<string> {
    for (let from = 0; from < bytes.length && !this.fault; from += PIECE) {
      yield* this.readPiece(bytes.subarray(from, from + PIECE));
    }
  }

  private *readPiece(bytes: Buffer): Generator<string> {
    if (this.decoder) {
      yield this.decoder.take(bytes);
      this.tellBreak();
      return;
    }
    this.look(bytes);
    if (!this.rivals) {
      if (this.firstOther === null) {
        this.passed += bytes.length;
        yield bytes.toString('latin1');
        return;
      }
      this.rivals = [new StrictDecoder('utf-8', this.passed), new StrictDecoder('gb18030', this.passed)];
    }
    this.waiting.push(Buffer.from(bytes));
    this.rivals.forEach((rival) => rival.take(bytes));
    if (this.rivals.some(({ badAt }) => badAt !== null) || this.firstRowIsUtf8()) yield* this.settle();
  }

  private look(bytes: Buffer): void {
    const lineBreak = bytes.findIndex((byte) => byte === 0x0a || byte === 0x0d);
    const other = bytes.findIndex((byte) => byte >= 0x80);
    if (this.rowEnd === null && lineBreak >= 0) this.rowEnd = this.seen + lineBreak;
    if (this.firstOther === null && other >= 0) this.firstOther = this.seen + other;
    this.seen += bytes.length;
  }

  private firstRowIsUtf8(): boolean {
    const { rowEnd, firstOther, rivals } = this;
    if (rowEnd === null || firstOther === null || firstOther > rowEnd) return false;
    const badAt = rivals?.[0].badAt ?? null;
    return badAt === null || badAt > rowEnd;
  }

  /** Reads what has waited in the encoding that holds, or held longer. */
  private *settle(): Generator<string> {
    const [utf8, gb18030] = this.rivals ?? [];
    if (!utf8 || !gb18030) throw new Error('encodings are settled between two');
    const isUtf8 = this.firstRowIsUtf8();
    this.rivals = null;
    const holds = (rival: StrictDecoder): number => rival.badAt ?? Number.POSITIVE_INFINITY;
    this.decodeAs(isUtf8 || holds(utf8) >= holds(gb18030) ? 'utf-8' : 'gb18030');
    const waiting = this.waiting;
    this.waiting = [];
    for (let bytes = waiting.shift(); bytes && !this.fault; bytes = waiting.shift())
      yield* this.readPiece(bytes);
  }

  private decodeAs(encoding: FileEncoding): void {
    this.encoding = encoding;
    this.decoder = new StrictDecoder(encoding, this.passed);
  }

  private tellBreak(): void {
    if (!this.decoder || this.decoder.badAt === null) return;
    const { encoding, badAt } = this.decoder;
    this.fault = { code: 'ENCODING_UNREADABLE', offset: badAt, encoding };
  }
}

/**
 * Without its mark, UTF-16 shows by its separators, digits and line breaks: each of them has a zero byte, and all at every
 * second place of the same kind. Few Chinese characters have one at the other.
 */
function isUnmarkedUtf16(head: Buffer): boolean {
  const zeros = [0, 0];
  for (const [at, byte] of head.entries()) if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [fewer = 0, more = 0] = zeros.sort((a, b) => a - b);
  return more >= 2 && more >= 4 * fewer && more * 16 >= head.length;
}
