/** Characters a font has glyphs for. */
export type FontCoverage = (codePoint: number) => boolean;

interface Segment {
  readonly first: number;
  readonly last: number;
  readonly delta: number;
  /** Where the glyph of `first` stands in the file; null where it is the character plus `delta`. */
  readonly glyphsAt: number | null;
}

/**
 * What a TrueType file covers, by the format 4 subtable of its `cmap` (ISO/IEC 14496-22 §5.2.1.3.3), which knows the
 * characters up to U+FFFF. @throws Error when the file has none.
 */
export function fontCoverage(file: Buffer): FontCoverage {
  const segments = segmentsOf(file, format4(file, tableAt(file, 'cmap')));
  return (codePoint) => {
    const segment = segments.find(({ last }) => codePoint <= last);
    return segment !== undefined && codePoint >= segment.first && glyphOf(file, segment, codePoint) !== 0;
  };
}

/** What stands for characters the font lacks, and whether there were any: never a box that could be anything. */
export function printable(text: string, covers: FontCoverage): { text: string; replaced: boolean } {
  let replaced = false;
  const shown = Array.from(text, (character) => {
    const codePoint = character.codePointAt(0) ?? 0;
    if (character === '\n' || covers(codePoint)) return character;
    replaced = true;
    return `〔U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}〕`;
  });
  return { text: shown.join(''), replaced };
}

function tableAt(file: Buffer, tag: string): number {
  for (let at = 12; at < 12 + file.readUInt16BE(4) * 16; at += 16) {
    if (file.toString('latin1', at, at + 4) === tag) return file.readUInt32BE(at + 8);
  }
  throw new Error(`the font has no table ${tag}`);
}

function format4(file: Buffer, cmap: number): number {
  for (let at = cmap + 4; at < cmap + 4 + file.readUInt16BE(cmap + 2) * 8; at += 8) {
    const subtable = cmap + file.readUInt32BE(at + 4);
    if (file.readUInt16BE(subtable) === 4) return subtable;
  }
  throw new Error('the font has no character map of format 4');
}

function segmentsOf(file: Buffer, subtable: number): Segment[] {
  const width = file.readUInt16BE(subtable + 6);
  return Array.from({ length: width / 2 }, (_, index) => {
    const last = subtable + 14 + index * 2;
    const first = last + width + 2;
    const offsetAt = first + width * 2;
    const offset = file.readUInt16BE(offsetAt);
    return {
      first: file.readUInt16BE(first),
      last: file.readUInt16BE(last),
      delta: file.readUInt16BE(first + width),
      glyphsAt: offset === 0 ? null : offsetAt + offset,
    };
  });
}

function glyphOf(file: Buffer, { first, delta, glyphsAt }: Segment, codePoint: number): number {
  if (glyphsAt === null) return (codePoint + delta) & 0xffff;
  const glyph = file.readUInt16BE(glyphsAt + (codePoint - first) * 2);
  return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
}
