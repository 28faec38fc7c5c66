/** Columns of the lists employers send: the heading of a file in either language, the field of JSON. */
export const LIST_COLUMNS = {
  name: { zh: '姓名', en: 'Name', field: 'name' },
  idNo: { zh: '证件号码', en: 'ID number', field: 'idNo' },
  base: { zh: '缴存基数', en: 'Contribution base', field: 'base' },
  employerAmount: { zh: '单位月缴存额', en: 'Employer contribution', field: 'employerAmount' },
  employeeAmount: { zh: '个人月缴存额', en: 'Employee contribution', field: 'employeeAmount' },
  phone: { zh: '手机号码', en: 'Mobile number', field: 'phone' },
  month: { zh: '缴存年月', en: 'Month', field: 'month' },
  payee: { zh: '单位账号或缴款单号', en: 'Unit account or payment number', field: 'payee' },
  amount: { zh: '金额', en: 'Amount', field: 'amount' },
  kind: { zh: '变更类型', en: 'Change', field: 'kind' },
  sealReason: { zh: '封存原因', en: 'Reason of seal', field: 'sealReason' },
  endedOn: { zh: '劳动关系终止日', en: 'Employment ended on', field: 'endedOn' },
} as const;

export type ListColumn = keyof typeof LIST_COLUMNS;

/** Language of a file's headings. */
export type ListLanguage = 'zh' | 'en';

/** Which columns a kind of list may have, in the order of its template, and which it must have. */
export interface ListForm {
  readonly columns: readonly ListColumn[];
  readonly needed: readonly ListColumn[];
}

/** A remittance list (汇缴清册). */
export const REMITTANCE_FORM: ListForm = {
  columns: ['name', 'idNo', 'base', 'employerAmount', 'employeeAmount'],
  needed: ['name', 'idNo'],
};

/** A list of people to open accounts for (GJ20). */
export const STAFF_FORM: ListForm = {
  columns: ['name', 'idNo', 'base', 'phone'],
  needed: ['name', 'idNo', 'base'],
};

/** The lines of a back payment (补缴清册): a month of a member each. */
export const BACK_PAYMENT_FORM: ListForm = {
  columns: ['name', 'idNo', 'month', 'base', 'employerAmount', 'employeeAmount'],
  needed: ['name', 'idNo', 'month'],
};

/** Average monthly wages of the previous year, of all members (GJ08). */
export const BASE_FORM: ListForm = {
  columns: ['name', 'idNo', 'base'],
  needed: ['name', 'idNo', 'base'],
};

/** Changes of an employer's roster (人员变更清册, GJ10): one of a person each. */
export const ROSTER_FORM: ListForm = {
  columns: ['kind', 'name', 'idNo', 'base', 'sealReason', 'endedOn'],
  needed: ['kind', 'name', 'idNo'],
};

/** A payment of the treasury for many employers (财政统一缴款). */
export const FISCAL_FORM: ListForm = { columns: ['payee', 'amount'], needed: ['payee', 'amount'] };

/** Columns that a file of bad rows has before those of the list; they say nothing when they come back. */
export const REASON_COLUMNS = [
  { zh: '原行号', en: 'Row sent' },
  { zh: '错误原因', en: 'Reason' },
  { zh: '修改办法', en: 'How to mend' },
] as const;

/** What a heading means: a column, a reason that is not read, or nothing we know. */
export type HeadingMeaning =
  | { readonly kind: 'column'; readonly column: ListColumn; readonly language: ListLanguage }
  | { readonly kind: 'reason' }
  | { readonly kind: 'unknown' };

const MEANINGS: ReadonlyMap<string, HeadingMeaning> = new Map([
  ...Object.entries(LIST_COLUMNS).flatMap(([key, { zh, en, field }]) => {
    const meaning = (language: ListLanguage): HeadingMeaning => ({
      kind: 'column',
      column: key as ListColumn,
      language,
    });
    return [
      [folded(zh), meaning('zh')],
      [folded(en), meaning('en')],
      [folded(field), meaning('en')],
    ] as const;
  }),
  ...REASON_COLUMNS.flatMap(({ zh, en }) =>
    [zh, en].map((heading) => [folded(heading), { kind: 'reason' }] as const),
  ),
]);

/** Reads a heading in Chinese or English; full width, blanks and letter case do not count. */
export function meaningOf(heading: string, { columns }: ListForm): HeadingMeaning {
  const meaning = MEANINGS.get(folded(heading)) ?? { kind: 'unknown' };
  return meaning.kind === 'column' && !columns.includes(meaning.column) ? { kind: 'unknown' } : meaning;
}

function folded(heading: string): string {
  return heading.normalize('NFKC').replace(/\s+/gu, '').toLowerCase();
}
