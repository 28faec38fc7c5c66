import { crc32, deflateRawSync } from 'node:zlib';

/** A cell of a test's workbook: a text is shared, a number is written as it stands, anything else is raw XML. */
export type WorkbookCell = string | number | { readonly xml: string } | null;

export interface WorkbookSheet {
  readonly name: string;
  readonly rows: readonly (readonly WorkbookCell[])[];
  readonly state?: 'hidden' | 'veryHidden';
  /** In the place of the rows. */
  readonly xml?: string;
}

const R = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const S = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const P = 'http://schemas.openxmlformats.org/package/2006/relationships';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
export const SHEET_MAIN = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml';

/** Parts of a workbook as spreadsheets write them; style 1 shows days. */
export function workbookParts(
  sheets: readonly WorkbookSheet[],
  { date1904 = false, main = SHEET_MAIN }: { date1904?: boolean; main?: string } = {},
): Record<string, string> {
  const shared = new Map<string, number>();
  const parts: Record<string, string> = {};
  sheets.forEach((sheet, index) => {
    const rows = sheet.rows.map(
      (row, at) =>
        `<row r="${at + 1}">${row.map((cell, c) => cellXml(cell, c, at + 1, shared)).join('')}</row>`,
    );
    parts[`xl/worksheets/sheet${index + 1}.xml`] =
      sheet.xml ?? `${HEAD}<worksheet xmlns="${S}"><sheetData>${rows.join('')}</sheetData></worksheet>`;
  });
  const entry = ({ name, state }: WorkbookSheet, index: number): string =>
    `<sheet name="${escaped(name)}" sheetId="${index + 1}"${state ? ` state="${state}"` : ''} r:id="rId${index + 1}"/>`;
  const relation = (id: string, kind: string, target: string): string =>
    `<Relationship Id="${id}" Type="${R}/${kind}" Target="${target}"/>`;
  return {
    '[Content_Types].xml': `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="${main}"/></Types>`,
    '_rels/.rels': `${HEAD}<Relationships xmlns="${P}">${relation('rId1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    'xl/workbook.xml': `${HEAD}<workbook xmlns="${S}" xmlns:r="${R}"><workbookPr date1904="${date1904 ? 1 : 0}"/><sheets>${sheets.map(entry).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${HEAD}<Relationships xmlns="${P}">${sheets.map((_, index) => relation(`rId${index + 1}`, 'worksheet', `worksheets/sheet${index + 1}.xml`)).join('')}${relation('rIdS', 'sharedStrings', 'sharedStrings.xml')}${relation('rIdT', 'styles', '/xl/styles.xml')}</Relationships>`,
    'xl/sharedStrings.xml': `${HEAD}<sst xmlns="${S}">${[...shared.keys()].map((text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`).join('')}</sst>`,
    'xl/styles.xml': `${HEAD}<styleSheet xmlns="${S}"><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/><numFmt numFmtId="165" formatCode="#,##0.00&quot;yuan a day&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>`,
    ...parts,
  };
}

/** A workbook of one sheet or more. */
export function workbook(
  sheets: readonly WorkbookSheet[],
  options?: Parameters<typeof workbookParts>[1],
): Buffer {
  return zipOf(workbookParts(sheets, options));
}

interface Lie {
  /** Declared in the place of the real size. */
  readonly size?: number;
  /** Bit 0 says that it is encrypted. */
  readonly flags?: number;
}

/** A ZIP archive of these parts; `lies` are told in its directory and headers. */
export function zipOf(
  parts: Readonly<Record<string, string | Buffer>>,
  lies: Readonly<Record<string, Lie>> = {},
): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(parts)) {
    const bytes = Buffer.from(text);
    const packed = deflateRawSync(bytes);
    const { size = bytes.length, flags = 0 } = lies[name] ?? {};
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x0800 | flags, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(size, 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, Buffer.from(name)]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(
      Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, tail, Buffer.from(name)]),
    );
    files.push(local, packed);
    offset += local.length + packed.length;
  }
  const index = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(index.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, index, end]);
}

function cellXml(cell: WorkbookCell, column: number, row: number, shared: Map<string, number>): string {
  if (cell === null) return '';
  if (typeof cell === 'object') return cell.xml;
  const address = `${String.fromCharCode(65 + column)}${row}`;
  if (typeof cell === 'number') return `<c r="${address}"><v>${cell}</v></c>`;
  const place = shared.get(cell) ?? shared.size;
  shared.set(cell, place);
  return `<c r="${address}" t="s"><v>${place}</v></c>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
