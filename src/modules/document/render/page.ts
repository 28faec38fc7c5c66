import type { PageDefinition, PageNode } from './page-definition';
import type { Sheet, SheetField, SheetTable } from '../domain/sheet';
import { type FontCoverage, printable } from './font-coverage';
import { sealDrawing } from './seal-drawing';

/** Everything a page is made of; plain data, so that another thread can print it. */
export interface Printout {
  readonly sheet: Sheet;
  readonly centre: string;
  readonly documentNo: string;
  /** In groups of four. */
  readonly code: string;
  readonly verifyAt: string;
  readonly issuedAt: string;
  readonly issuedOn: string;
  readonly validUntil: string | null;
  readonly contentHash: string;
  readonly keyId: string;
  readonly signature: string;
  readonly revoked: boolean;
}

export const FONT = 'NotoSansSC';
const GREY = '#5f6368';
const LINE = '#9aa0a6';
const LABEL = '#f1f3f4';
/** A value longer than this gets the row for itself. */
const LONG_VALUE = 22;
const MISSING_NOTE = '〔U+…〕为证明所用字体未收录的字，以其 Unicode 编码表示，以登记信息为准。';

/** The page of a document: title, fields, lines, notes, seal and code; where it is verified stands at every foot. */
export function pageOf(printout: Printout, covers: FontCoverage): PageDefinition {
  const missing = { any: false };
  const shown = (text: string): string => {
    const { text: safe, replaced } = printable(text, covers);
    missing.any ||= replaced;
    return safe;
  };
  const { sheet } = printout;
  const body = [
    ...heading(printout, shown),
    { text: shown(sheet.opening), margin: [0, 0, 0, 8], lineHeight: 1.35 },
    fieldsTable(sheet.fields, shown),
    ...(sheet.table ? [linesTable(sheet.table, shown)] : []),
  ] satisfies PageNode[];
  const notes = [...sheet.notes.map(shown), ...(missing.any ? [MISSING_NOTE] : [])];
  return {
    pageSize: 'A4',
    pageMargins: [48, 56, 48, 66],
    defaultStyle: { font: FONT, fontSize: 9.5, lineHeight: 1.15 },
    info: {
      title: shown(sheet.title),
      author: printout.centre,
      subject: printout.documentNo,
      creator: printout.centre,
      producer: 'zero-run',
      creationDate: new Date(printout.issuedAt),
    },
    ...(printout.revoked
      ? { watermark: { text: '已撤销 REVOKED', color: '#c8102e', opacity: 0.25, font: FONT } }
      : {}),
    header: () => headerOf(printout, shown),
    footer: (page: number, pages: number) => footerOf(printout, page, pages),
    content: [...body, notesOf(notes), sealBlock(printout, shown)],
  };
}

function headerOf({ centre, documentNo }: Printout, shown: (text: string) => string): PageNode {
  return {
    margin: [48, 26, 48, 0],
    columns: [
      { text: shown(centre), color: GREY, fontSize: 8.5 },
      { text: `编号 No. ${documentNo}`, color: GREY, fontSize: 8.5, alignment: 'right' },
    ],
  };
}

function footerOf({ verifyAt, code }: Printout, page: number, pages: number): PageNode {
  return {
    margin: [48, 10, 48, 0],
    stack: [
      { canvas: [{ type: 'line', x1: 0, y1: 0, x2: 499, y2: 0, lineWidth: 0.5, lineColor: LINE }] },
      {
        margin: [0, 5, 0, 0],
        columns: [
          {
            width: '*',
            text: `核验 Verify: ${verifyAt}\n核验码 Code: ${code}    证明以核验结果为准，涂改、复印件未经核验无效`,
            color: GREY,
            fontSize: 7.5,
          },
          { width: 60, text: `${page} / ${pages}`, color: GREY, fontSize: 7.5, alignment: 'right' },
        ],
      },
    ],
  };
}

function heading({ sheet }: Printout, shown: (text: string) => string): PageNode[] {
  return [
    {
      text: shown(sheet.title),
      fontSize: 19,
      alignment: 'center',
      characterSpacing: 2,
      margin: [0, 8, 0, 2],
    },
    { text: sheet.titleEn, fontSize: 8.5, color: GREY, alignment: 'center', margin: [0, 0, 0, 8] },
    {
      canvas: [
        { type: 'line', x1: 0, y1: 0, x2: 499, y2: 0, lineWidth: 1.4, lineColor: '#202124' },
        { type: 'line', x1: 0, y1: 2.6, x2: 499, y2: 2.6, lineWidth: 0.5, lineColor: '#202124' },
      ],
      margin: [0, 0, 0, 12],
    },
  ];
}

/** Two fields a row; a long value takes one. */
function fieldsTable(fields: readonly SheetField[], shown: (text: string) => string): PageNode {
  const label = (text: string): PageNode => ({
    text,
    fillColor: LABEL,
    color: '#3c4043',
    margin: [2, 3, 2, 3],
  });
  const value = (text: string, span = 1): PageNode => ({
    text: shown(text),
    margin: [2, 3, 2, 3],
    ...(span > 1 ? { colSpan: span } : {}),
  });
  const rows: PageNode[][] = [];
  let waiting: SheetField | null = null;
  const whole = (field: SheetField) => rows.push([label(field.label), value(field.value, 3), '', '']);
  for (const field of fields) {
    if (Array.from(field.value).length > LONG_VALUE) {
      if (waiting !== null) whole(waiting);
      whole(field);
      waiting = null;
    } else if (waiting === null) waiting = field;
    else {
      rows.push([label(waiting.label), value(waiting.value), label(field.label), value(field.value)]);
      waiting = null;
    }
  }
  if (waiting !== null) whole(waiting);
  return { table: { widths: [84, '*', 84, '*'], body: rows, dontBreakRows: true }, layout: RULED };
}

function linesTable({ columns, rows, totals }: SheetTable, shown: (text: string) => string): PageNode {
  const cell = (text: string, column: number, fillColor = ''): PageNode => ({
    text: shown(text),
    fontSize: 8,
    lineHeight: 1,
    ...(columns[column]?.right === true ? { alignment: 'right' } : {}),
    ...(fillColor === '' ? {} : { fillColor }),
  });
  const head = columns.map(({ heading: text, right }): PageNode => ({
    text,
    fontSize: 8,
    fillColor: LABEL,
    margin: [0, 2, 0, 2],
    ...(right === true ? { alignment: 'right' } : {}),
  }));
  const sums = totals === undefined ? [] : [totals.map((text, at) => cell(text, at, LABEL))];
  const widths = columns.map(({ share }) => share ?? '*');
  return {
    margin: [0, 12, 0, 0],
    table: {
      headerRows: 1,
      widths,
      dontBreakRows: true,
      body: [head, ...rows.map((row) => row.map((text, at) => cell(text, at))), ...sums],
    },
    layout: { ...RULED, paddingTop: () => 1.5, paddingBottom: () => 1.5 },
  };
}

const RULED = {
  hLineWidth: () => 0.5,
  vLineWidth: () => 0.5,
  hLineColor: () => LINE,
  vLineColor: () => LINE,
};

function notesOf(notes: readonly string[]): PageNode {
  return {
    margin: [0, 10, 0, 0],
    stack: notes.map((note, index) => ({
      text: `${index + 1}. ${note}`,
      fontSize: 8,
      color: GREY,
      margin: [0, 0, 0, 2],
    })),
  };
}

/** QR code, hash and signature on the left; who issued it when, under the seal, on the right. Never torn apart. */
function sealBlock(printout: Printout, shown: (text: string) => string): PageNode {
  const { centre, issuedOn, validUntil, verifyAt, code, contentHash, keyId, signature } = printout;
  const small = (text: string): PageNode => ({ text, fontSize: 6.6, color: GREY, lineHeight: 1.1 });
  const marks: PageNode = {
    width: '*',
    margin: [8, 0, 0, 0],
    stack: [
      { text: '扫码或凭核验码核验', fontSize: 8.5 },
      { text: code, fontSize: 12, characterSpacing: 0.6, margin: [0, 2, 0, 4] },
      small(`内容摘要 SHA-256\n${contentHash.slice(0, 32)}\n${contentHash.slice(32)}`),
      small(`电子签名 Ed25519（密钥 ${keyId}）\n${signature.slice(0, 43)}\n${signature.slice(43)}`),
    ],
  };
  const issuer: PageNode = {
    width: 190,
    alignment: 'center',
    stack: [
      { svg: sealDrawing(centre, FONT), width: 104, alignment: 'center', relativePosition: { x: 0, y: -14 } },
      { text: shown(centre), margin: [0, 26, 0, 4] },
      { text: `出具日期 ${chineseDay(issuedOn)}` },
      {
        text: validUntil === null ? '' : `有效期至 ${chineseDay(validUntil)}`,
        margin: [0, 3, 0, 0],
      },
    ],
  };
  return {
    margin: [0, 22, 0, 0],
    unbreakable: true,
    columns: [{ qr: verifyAt, fit: 92, width: 96, eccLevel: 'M' }, marks, issuer],
  };
}

/** '2026-10-15' → '2026年10月15日'. */
export function chineseDay(day: string): string {
  return `${Number(day.slice(0, 4))}年${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`;
}
