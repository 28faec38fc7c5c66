import { field, type LegacyField, optional, own } from './legacy-field';

/** Loans that run (handbook 7.1, tables 6.0.x); a folder without them takes over members alone. */
export type LoanFileKey =
  | 'loan_contract'
  | 'loan_guarantee'
  | 'loan_party'
  | 'loan_account'
  | 'loan_plan'
  | 'loan_overdue'
  | 'loan_detail';

interface LoanFile {
  readonly key: LoanFileKey;
  readonly file: string;
  readonly table: string;
  readonly optional: true;
  readonly fields: readonly LegacyField[];
}

export const LOAN_FILES: readonly LoanFile[] = [
  {
    key: 'loan_contract',
    file: '借款合同.csv',
    table: '6.0.2',
    optional: true,
    fields: [
      field('JKHTBH', 'contract-no'),
      field('GFHTBH', 'text', optional),
      field('DKHKFS', 'A.11'),
      field('HTDKJE', 'money'),
      field('DKQS', 'period'),
      field('FWZL', 'home'),
      field('FWZJ', 'money'),
      field('JKRXM', 'person-name'),
      field('JKRZJLX', 'A.1'),
      field('JKRZJH', 'identity'),
      field('JKHTQDRQ', 'day'),
      field('YDHKR', 'period', optional),
      field('BDCDYH', 'text', own),
      field('DKYT', 'purpose', own),
      field('FWTS', 'home-order', own),
      field('HKRLX', 'due-mode', own),
      field('HKZH', 'repayment-account', optional),
      field('ZHKHYHDM', 'bank-code', optional),
    ],
  },
  {
    key: 'loan_guarantee',
    file: '担保合同.csv',
    table: '6.0.3',
    optional: true,
    fields: [field('JKHTBH', 'contract-no'), field('DYWTXQZH', 'text'), field('DYQJLRQ', 'day')],
  },
  {
    key: 'loan_party',
    file: '共同借款人.csv',
    table: '6.0.4',
    optional: true,
    fields: [
      field('JKHTBH', 'contract-no'),
      field('GTJKRXM', 'person-name'),
      field('GTJKRZJLX', 'A.1'),
      field('GTJKRZJHM', 'identity'),
      field('CYRLX', 'party-role', own),
    ],
  },
  {
    key: 'loan_account',
    file: '贷款账户.csv',
    table: '6.0.5',
    optional: true,
    fields: [
      field('DKZH', 'contract-no'),
      field('JKHTBH', 'contract-no'),
      field('DKFXDJ', 'A.14'),
      field('DKFFE', 'money'),
      field('DKFFRQ', 'day'),
      field('DKYE', 'money'),
      field('DKLL', 'rate'),
      field('HSBJZE', 'money'),
      field('HSLXZE', 'money'),
      field('FXZE', 'money'),
      field('DKZT', 'loan-state', own),
      field('WDQBJ', 'money', own),
      field('MQHKE', 'money', own),
      field('SYQS', 'period', own),
      field('XQQC', 'period', own),
      field('SQDQRQ', 'day', own),
      field('XQDQRQ', 'day', { ...optional, ...own }),
      field('XQLX', 'money', { ...optional, ...own }),
      field('DQHKR', 'period', own),
      field('YQZCBJ', 'money', own),
      field('YSHK', 'money', own),
      field('XLL', 'rate', { ...optional, ...own }),
      field('XMQHKE', 'money', { ...optional, ...own }),
    ],
  },
  {
    key: 'loan_plan',
    file: '还款计划.csv',
    table: '–',
    optional: true,
    fields: [
      field('DKZH', 'contract-no'),
      field('QC', 'period', own),
      field('DQRQ', 'day', own),
      field('YHBJ', 'money', own),
      field('YHLX', 'money', own),
    ],
  },
  {
    key: 'loan_overdue',
    file: '逾期登记.csv',
    table: '6.0.7',
    optional: true,
    fields: [
      field('DKZH', 'contract-no'),
      field('YQQC', 'period'),
      field('DQRQ', 'day', own),
      field('YQBJ', 'money'),
      field('YQLX', 'money'),
      field('YQFX', 'money'),
      field('SSYQBJJE', 'money'),
      field('SSYQLXJE', 'money'),
      field('SSYQFXJE', 'money'),
      field('FXJZRQ', 'day', own),
      field('FXFZ', 'whole', { ...optional, ...own }),
    ],
  },
  {
    key: 'loan_detail',
    file: '贷款明细.csv',
    table: '6.0.6',
    optional: true,
    fields: [
      field('DKZH', 'contract-no'),
      field('YWLSH', 'serial'),
      field('DKYWMXLX', 'A.15'),
      field('YWFSRQ', 'day'),
      field('FSE', 'money'),
      field('BJJE', 'money'),
      field('LXJE', 'money'),
      field('FXJE', 'money'),
      field('DQQC', 'period', optional),
      field('JZRQ', 'day'),
    ],
  },
];

/** Files of which a row is of a loan that stands in another row. */
export const LOAN_PARTS = [
  'loan_guarantee',
  'loan_party',
  'loan_plan',
  'loan_overdue',
  'loan_detail',
] as const;

/** The column by which a row of a file is one of a loan. */
export function loanLinkOf(key: LoanFileKey): 'jkhtbh' | 'dkzh' {
  return key === 'loan_contract' || key === 'loan_guarantee' || key === 'loan_party' ? 'jkhtbh' : 'dkzh';
}

/** Leaf of what loans have been paid in advance; its balance is that of loans, like those of 121 and 122. */
export const PREPAID_LEAF = '21904';
