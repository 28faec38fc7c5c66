import { TextDecoder } from 'node:util';

/** Encodings a file may have. */
export type FileEncoding = 'utf-8' | 'gb18030';

/** Bytes to text in one encoding, strictly: it stops for good at the first byte that begins no character. */
export class StrictDecoder {
  /** Offset in the file of the first byte that begins no character; null while there is none. */
  badAt: number | null = null;
  private readonly decoder: TextDecoder;
  private left: Buffer = Buffer.alloc(0);

  /** @param offset of the first byte that will be given. */
  constructor(
    readonly encoding: FileEncoding,
    private offset: number,
  ) {
    this.decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  }

  /** Text of the whole characters there are; a character that is cut by the end of the bytes waits for the next. */
  take(bytes: Buffer): string {
    if (this.badAt !== null) return '';
    const all = this.left.length === 0 ? bytes : Buffer.concat([this.left, bytes]);
    const whole = wholeCharacters(all, this.encoding);
    this.left = Buffer.from(all.subarray(whole));
    return this.decode(all.subarray(0, whole));
  }

  /** To be called after the last byte: a character that is still cut is a fault. */
  end(): void {
    if (this.badAt === null && this.left.length > 0) this.badAt = this.offset;
  }

  private decode(bytes: Buffer): string {
    const text = this.read(bytes);
    if (text !== null) {
      this.offset += bytes.length;
      return text;
    }
    const good = this.goodPart(bytes);
    this.badAt = this.offset + good;
    return this.read(bytes.subarray(0, good)) ?? '';
  }

  /** Length of the longest part from the start that can be read. */
  private goodPart(bytes: Buffer): number {
    let good = 0;
    while (good < bytes.length) {
      const next = good + Math.max(1, characterLength(bytes, good, this.encoding));
      if (this.read(bytes.subarray(good, next)) === null) return good;
      good = next;
    }
    return good;
  }

  /** null when it cannot be read. */
  private read(bytes: Buffer): string | null {
    try {
      return this.decoder.decode(bytes);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ERR_ENCODING_INVALID_ENCODED_DATA') throw error;
      return null;
    }
  }
}

const LONGEST_CHARACTER = 4;

/** Length of the longest part from the start that cuts no character. Whether it can be read is not asked here. */
function wholeCharacters(bytes: Buffer, encoding: FileEncoding): number {
  let at = encoding === 'gb18030' ? 0 : Math.max(0, lastLead(bytes));
  while (at < bytes.length) {
    const length = characterLength(bytes, at, encoding);
    if (length === 0 || at + length > bytes.length) break;
    at += length;
  }
  return at;
}

/** UTF-8 tells from the end where its last character begins. */
function lastLead(bytes: Buffer): number {
  for (let at = bytes.length - 1; at >= bytes.length - LONGEST_CHARACTER && at >= 0; at -= 1) {
    if (((bytes[at] ?? 0) & 0xc0) !== 0x80) return at;
  }
  return bytes.length;
}

/** Bytes of the character that begins at `at`; 1 where none does; 0 when too few bytes are there to tell. */
function characterLength(bytes: Buffer, at: number, encoding: FileEncoding): number {
  const first = bytes[at] ?? 0;
  if (encoding === 'utf-8') {
    if (first >= 0xf0) return first <= 0xf4 ? 4 : 1;
    if (first >= 0xe0) return 3;
    return first >= 0xc2 ? 2 : 1;
  }
  if (first <= 0x80 || first === 0xff) return 1;
  const second = bytes[at + 1];
  if (second === undefined) return 0;
  return second >= 0x30 && second <= 0x39 ? 4 : 2;
}
