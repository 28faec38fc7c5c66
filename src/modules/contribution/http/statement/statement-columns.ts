import type { BilingualText } from '../../../../kernel/decision';
import type { ListLanguage } from '../../domain/remittance/list-columns';

/** A column of a statement's file: its heading, and the field it shows; two fields where it depends on the language. */
export interface StatementColumn {
  readonly heading: BilingualText;
  readonly field: string | Readonly<Record<ListLanguage, string>>;
}

const column = (field: StatementColumn['field'], zh: string, en: string): StatementColumn => ({
  field,
  heading: { zh, en },
});

const COLUMNS: Readonly<Record<string, readonly StatementColumn[]>> = {
  'member-statement': [
    column('on', '记账日期', 'booked on'),
    column('type', '业务类型代码', 'business type'),
    column({ zh: 'zh', en: 'en' }, '业务类型', 'business'),
    column('credit', '转入', 'credit'),
    column('debit', '转出', 'debit'),
    column('interest', '利息', 'interest'),
    column('balance', '余额', 'balance'),
  ],
  'employer-statement': [
    column('accountNo', '个人账号', 'account'),
    column('name', '姓名', 'name'),
    column('base', '缴存基数', 'base'),
    column('employer', '单位部分', 'employer part'),
    column('employee', '个人部分', 'employee part'),
    column('total', '合计', 'total'),
  ],
};

/** The columns of a kind of statement; null for a document without lines. */
export function statementColumns(kind: string): readonly StatementColumn[] | null {
  return COLUMNS[kind] ?? null;
}

/** Headings, then one record a line. */
export function statementRecords(
  columns: readonly StatementColumn[],
  lines: readonly Readonly<Record<string, string>>[],
  language: ListLanguage,
): string[][] {
  const fields = columns.map(({ field }) => (typeof field === 'string' ? field : field[language]));
  return [
    columns.map(({ heading }) => heading[language]),
    ...lines.map((line) => fields.map((field) => line[field] ?? '')),
  ];
}
