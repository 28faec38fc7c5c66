import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Sheet } from '../../../src/modules/document';
import { fontCoverage, printable } from '../../../src/modules/document/render/font-coverage';
import type { Printout } from '../../../src/modules/document/render/page';
import { printPdf } from '../../../src/modules/document/render/print-pdf';
import { pdfText } from '../../support/pdf-text';

const FONT = join(__dirname, '../../../src/modules/document/fonts/noto-sans-sc-regular.ttf');
const covers = fontCoverage(readFileSync(FONT));

const sheet: Sheet = {
  title: '住房公积金个人缴存证明',
  titleEn: 'Certificate of Contribution',
  opening: '兹证明下列职工在本中心缴存住房公积金：',
  fields: [
    { label: '姓名', value: '欧阳娜娜' },
    { label: '证件号码', value: '110105********002X' },
    { label: '单位名称', value: '零跑精密机械制造有限责任公司太原分公司第二工程技术研究中心' },
    { label: '账户余额', value: '1,234,567.89 元' },
  ],
  table: {
    columns: [{ heading: '记账日期' }, { heading: '余额（元）', right: true }],
    rows: [['2026-09-15', '1,920.00']],
    totals: ['合计', '1,920.00'],
  },
  notes: ['账户余额为出具时点的本金余额。'],
};

const printout: Printout = {
  sheet,
  centre: '零跑市住房公积金管理中心（演示）',
  documentNo: '2026101500000012',
  code: '7K3F-9Q2M-XW4T-ABC5',
  verifyAt: 'https://gjj.example.cn/v1/verifications/7K3F9Q2MXW4TABC5',
  issuedAt: '2026-10-15T02:00:00.000Z',
  issuedOn: '2026-10-15',
  validUntil: '2026-12-14',
  contentHash: 'ab'.repeat(32),
  keyId: 'documents-1',
  signature: 'Q'.repeat(86),
  revoked: false,
};

const named = (name: string): Printout => ({
  ...printout,
  sheet: { ...sheet, fields: [{ label: '姓名', value: name }] },
});

/** Without the breaks that lie between lines and words. */
const textOf = async (wanted: Printout): Promise<string> =>
  pdfText(await printPdf(wanted)).replace(/\s+/g, '');

describe('a printed document', () => {
  it('can be read back, every Chinese character of it', async () => {
    const text = await textOf(printout);
    for (const { label, value } of sheet.fields) {
      expect(text).toContain(label);
      expect(text).toContain(value.replace(/\s+/g, ''));
    }
    for (const expected of [
      '住房公积金个人缴存证明',
      '兹证明下列职工在本中心缴存住房公积金：',
      '记账日期',
      '余额（元）',
      '2026-09-15',
      '合计',
      '1.账户余额为出具时点的本金余额。',
      '出具日期2026年10月15日',
      '有效期至2026年12月14日',
      '编号No.2026101500000012',
      '电子证明专用章',
    ]) {
      expect(text).toContain(expected);
    }
  });

  it('carries code, hash, signature and the address of verification', async () => {
    const text = await textOf(printout);
    expect(text.split('7K3F-9Q2M-XW4T-ABC5').length - 1).toBe(2);
    expect(text).toContain('ab'.repeat(32));
    expect(text).toContain('Q'.repeat(86));
    expect(text).toContain('密钥documents-1');
    expect(text).toContain('https://gjj.example.cn/v1/verifications/7K3F9Q2MXW4TABC5');
  });

  it('has the same bytes each time, and others when one character differs', async () => {
    const first = await printPdf(printout);
    expect((await printPdf(structuredClone(printout))).equals(first)).toBe(true);
    expect((await printPdf(named('欧阳娜'))).equals(first)).toBe(false);
  });

  it('embeds the glyphs it shows and no others', async () => {
    // The whole font has 2.4 MB.
    expect((await printPdf(printout)).length).toBeLessThan(100_000);
  });

  it('shows a character that the font lacks by its number, and says so', async () => {
    const text = await textOf(named('王𬀩'));
    expect(text).toContain('王〔U+2C029〕');
    expect(text).toContain('2.〔U+…〕为证明所用字体未收录的字');
    expect(await textOf(named('王小明'))).not.toContain('未收录');
  });

  it('says across the page when it was revoked', async () => {
    expect(await textOf({ ...printout, revoked: true })).toContain('已撤销REVOKED');
    expect(await textOf(printout)).not.toContain('已撤销');
  });

  it('repeats the headings of a long table and counts its pages', async () => {
    const rows = Array.from({ length: 120 }, (_, index) => [`第${index + 1}笔`, '1.00']);
    const text = await textOf({
      ...printout,
      sheet: { ...sheet, table: { columns: sheet.table!.columns, rows } },
    });
    expect(text).toContain('第120笔');
    expect(text.split('记账日期').length - 1).toBeGreaterThan(2);
    expect(text).toMatch(/3\/3|4\/4/);
  });
});

describe('the font', () => {
  it('has what Chinese documents are written with', () => {
    const needed = '住房公积金管理条例缴存证明〔〕（）：，。、《》“”—…·￥元年月日0123456789ABCXYZabcxyz%*+-/';
    expect(Array.from(needed).filter((letter) => !covers(letter.codePointAt(0) ?? 0))).toEqual([]);
  });

  it('lacks rare characters of names, each of which is told by its number', () => {
    expect(printable('𬀩', covers)).toEqual({ text: '〔U+2C029〕', replaced: true });
    expect(printable('\u{E000}', covers)).toEqual({ text: '〔U+E000〕', replaced: true });
    expect(printable('王小明\n第二行', covers)).toEqual({ text: '王小明\n第二行', replaced: false });
  });
});
