/** A place in a source, lines and columns counted from zero. */
export interface SourcePlace {
  readonly source: string;
  readonly line: number;
  readonly column: number;
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const VALUE_OF = new Uint8Array(128);
for (let value = 0; value < 64; value += 1) VALUE_OF[DIGITS.charCodeAt(value)] = value;
const [COMMA, SEMICOLON] = [','.charCodeAt(0), ';'.charCodeAt(0)];

/** Where reading of a line begins: its offset in the text, and source, line and column before its first segment. */
const ENTRY = 4;

/**
 * A source map of version 3 (ECMA-426) of which little is ever asked: one pass notes where its lines begin, and only a
 * line that is asked for is read. Node's own takes 0.4 s for the service's, in which nobody is answered.
 */
export class BundleMap {
  private readonly lines: Int32Array;

  constructor(private readonly map: { readonly sources: readonly string[]; readonly mappings: string }) {
    this.lines = beginnings(map.mappings);
  }

  /** What stands at a place of the bundle, counted from zero; null where nothing of a source does. */
  find(line: number, column: number): SourcePlace | null {
    const entry = line * ENTRY;
    const [at, ...before] = this.lines.subarray(entry, entry + ENTRY);
    if (at === undefined) return null;
    const reader = new Reader(this.map.mappings, at, before);
    let found: SourcePlace | null = null;
    while (reader.next() && reader.generated <= column) {
      const source = reader.hasSource ? this.map.sources[reader.source] : undefined;
      found = source === undefined ? null : { source, line: reader.line, column: reader.column };
    }
    return found;
  }
}

/** Offset and state at the beginning of each line, {@link ENTRY} numbers a line. */
function beginnings(mappings: string): Int32Array {
  const found = [0, 0, 0, 0];
  const reader = new Reader(mappings, 0, [0, 0, 0]);
  for (;;) {
    while (reader.next());
    if (reader.at >= mappings.length) return Int32Array.from(found);
    reader.startLine();
    found.push(reader.at, reader.source, reader.line, reader.column);
  }
}

/** Reads the segments of one line after the other; every number is told as the difference to the one before. */
class Reader {
  generated = 0;
  source: number;
  line: number;
  column: number;
  hasSource = false;

  constructor(
    private readonly text: string,
    public at: number,
    [source = 0, line = 0, column = 0]: readonly number[],
  ) {
    [this.source, this.line, this.column] = [source, line, column];
  }

  /** The next segment of this line; false at its end. */
  next(): boolean {
    while (this.text.charCodeAt(this.at) === COMMA) this.at += 1;
    if (this.isAtEnd()) return false;
    this.generated += this.number();
    this.hasSource = !this.isAtEnd();
    if (!this.hasSource) return true;
    this.source += this.number();
    this.line += this.number();
    this.column += this.number();
    if (!this.isAtEnd()) this.number(); // the name, which nobody asks for
    return true;
  }

  startLine(): void {
    this.at += 1;
    this.generated = 0;
  }

  /** Of a segment: nothing more of it follows. */
  private isAtEnd(): boolean {
    const code = this.text.charCodeAt(this.at);
    return code === COMMA || code === SEMICOLON || this.at >= this.text.length;
  }

  /** A number in groups of five bits, the lowest first; the lowest bit of all is its sign. */
  private number(): number {
    let [value, shift, digit] = [0, 0, 0];
    do {
      digit = VALUE_OF[this.text.charCodeAt(this.at)] ?? 0;
      this.at += 1;
      value |= (digit & 31) << shift;
      shift += 5;
    } while (digit & 32);
    return value & 1 ? -(value >>> 1) : value >>> 1;
  }
}
