import { inflateSync } from 'node:zlib';

interface PdfObject {
  readonly dictionary: string;
  readonly stream: Buffer | null;
}

/**
 * The text of a PDF as a reader would copy it out: the glyphs that the pages show, each looked up in the ToUnicode map of
 * its font (ISO 32000-1 §9.10). Lines follow each other as they were drawn. Knows what our printer writes and no more.
 * @throws Error when a page shows a glyph that no map names, or the glyph for characters that a font lacks.
 */
export function pdfText(pdf: Buffer): string {
  const objects = objectsOf(pdf);
  const fonts = fontsOf(objects);
  let text = '';
  for (const { dictionary, stream } of objects.values()) {
    if (/\/Type \/Page\b/.test(dictionary)) {
      const [, contents = ''] = /\/Contents (\d+) 0 R/.exec(dictionary) ?? [];
      const page = objects.get(contents)?.stream ?? null;
      if (page === null) throw new Error('a page has no contents');
      text += shownIn(page.toString('latin1'), fonts);
    } else if (/\/Subtype \/Form\b/.test(dictionary) && stream) {
      text += shownIn(stream.toString('latin1'), fonts);
    }
  }
  return text;
}

function objectsOf(pdf: Buffer): Map<string, PdfObject> {
  const objects = new Map<string, PdfObject>();
  const source = pdf.toString('latin1');
  for (const match of source.matchAll(/(?:^|\n)(\d+) 0 obj\n([^]*?)\nendobj/g)) {
    const [, id = '', body = ''] = match;
    const at = body.indexOf('\nstream\n');
    const dictionary = at < 0 ? body : body.slice(0, at);
    const [, length = '0'] = /\/Length (\d+)/.exec(dictionary) ?? [];
    const bytes = Buffer.from(body.slice(at + 8, at + 8 + Number(length)), 'latin1');
    const stream = at < 0 ? null : /\/FlateDecode/.test(dictionary) ? inflateSync(bytes) : bytes;
    objects.set(id, { dictionary, stream });
  }
  return objects;
}

/** Glyph → text, by the name under which pages call the font. */
function fontsOf(objects: ReadonlyMap<string, PdfObject>): Map<string, Map<string, string>> {
  const fonts = new Map<string, Map<string, string>>();
  for (const { dictionary } of objects.values()) {
    for (const [, names = ''] of dictionary.matchAll(/\/Font <<([^>]*)>>/g)) {
      for (const [, name = '', id = ''] of names.matchAll(/\/(\w+) (\d+) 0 R/g)) {
        const [, map = ''] = /\/ToUnicode (\d+) 0 R/.exec(objects.get(id)?.dictionary ?? '') ?? [];
        fonts.set(name, glyphsOf(objects.get(map)?.stream?.toString('latin1') ?? ''));
      }
    }
  }
  return fonts;
}

function glyphsOf(map: string): Map<string, string> {
  const glyphs = new Map<string, string>();
  for (const [, first = '', , list = ''] of map.matchAll(/<(\w{4})> <(\w{4})> \[([^\]]*)\]/g)) {
    [...list.matchAll(/<(\w*)>/g)].forEach(([, hex = ''], index) => {
      const glyph = (parseInt(first, 16) + index).toString(16).padStart(4, '0');
      glyphs.set(glyph, Buffer.from(hex, 'hex').swap16().toString('utf16le'));
    });
  }
  return glyphs;
}

function shownIn(content: string, fonts: ReadonlyMap<string, ReadonlyMap<string, string>>): string {
  let glyphs: ReadonlyMap<string, string> = new Map();
  let text = '';
  for (const [token, font, shown] of content.matchAll(/\/(\w+) [\d.]+ Tf|\[([^\]]*)\] TJ|\bET\b/g)) {
    if (font !== undefined) glyphs = fonts.get(font) ?? new Map();
    else if (shown === undefined) text += token === 'ET' ? '\n' : '';
    else {
      const codes = [...shown.matchAll(/<(\w*)>/g)].flatMap(([, hex = '']) => hex.match(/.{4}/g) ?? []);
      text += codes.map((code) => letterOf(code, glyphs)).join('');
    }
  }
  return text;
}

function letterOf(code: string, glyphs: ReadonlyMap<string, string>): string {
  if (code === '0000') throw new Error('a page shows the box for a character that its font lacks');
  const letter = glyphs.get(code);
  if (letter === undefined) throw new Error(`no map says what glyph ${code} is`);
  return letter;
}
