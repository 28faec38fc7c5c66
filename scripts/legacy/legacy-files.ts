import { field, type LegacyField, optional, own } from './legacy-field';
import { LOAN_FILES, type LoanFileKey, PREPAID_LEAF } from './loan-files';

export type { FieldKind, LegacyField } from './legacy-field';

export interface LegacyFile {
  readonly key: LegacyFileKey;
  /** Name in the folder. */
  readonly file: string;
  /** Table of JGJ/T 320. */
  readonly table: string;
  readonly optional?: true;
  readonly fields: readonly LegacyField[];
}

export type LegacyFileKey =
  | 'unit_info'
  | 'person_info'
  | 'unit_account'
  | 'account'
  | 'freeze'
  | 'suspense'
  | 'ledger'
  | 'detail'
  | LoanFileKey;

const ofEmployer = { ofEmployer: true } as const;

/** The files of a folder, in the order in which they are read and written (handbook 7.1). */
export const LEGACY_FILES: readonly LegacyFile[] = [
  {
    key: 'unit_info',
    file: '缴存单位信息.csv',
    table: '4.0.2',
    fields: [
      field('DWZH', 'account-no'),
      field('DWMC', 'text', ofEmployer),
      field('ZZJGDM', 'credit-code', ofEmployer),
      field('DWFRDBXM', 'person-name', ofEmployer),
      field('DWFRDBZJLX', 'A.1', ofEmployer),
      field('DWFRDBZJHM', 'identity', ofEmployer),
      field('DWFXR', 'payday'),
      field('DWKHRQ', 'day'),
      field('JBRXM', 'person-name', optional),
      field('JBRZJLX', 'A.1', optional),
      field('JBRZJHM', 'identity', optional),
      field('DWXZQH', 'district', own),
      field('DWLX', 'unit-kind', { ...optional, ...own }),
      field('DWDZ', 'text', optional),
      field('DWYB', 'postcode', optional),
      field('JBRGDDHHM', 'landline', optional),
      field('JBRSJHM', 'mobile', optional),
    ],
  },
  {
    key: 'unit_account',
    file: '单位账户.csv',
    table: '5.0.2',
    fields: [
      field('DWZH', 'account-no'),
      field('DWJCBL', 'ratio'),
      field('GRJCBL', 'ratio'),
      field('DWZHYE', 'money'),
      field('DWZHZT', 'A.4'),
      field('JZNY', 'month', optional),
      field('DWQJNY', 'month', { ...optional, ...own }),
      field('HJQSNY', 'month', { ...optional, ...own }),
      field('HJZZNY', 'month', { ...optional, ...own }),
      field('HJPZH', 'text', { ...optional, ...own }),
      field('DWJDBL', 'ratio', { ...optional, ...own }),
      field('GRJDBL', 'ratio', { ...optional, ...own }),
      field('DWJCRS', 'whole', optional),
      field('DWFCRS', 'whole', optional),
      field('DWXHRQ', 'day', optional),
    ],
  },
  {
    key: 'person_info',
    file: '个人信息.csv',
    table: '4.0.3',
    fields: [
      field('GRZH', 'account-no'),
      field('XingMing', 'person-name'),
      field('ZJLX', 'A.1'),
      field('ZJHM', 'identity'),
      field('GDDHHM', 'landline', optional),
      field('SJHM', 'mobile', optional),
      field('YZBM', 'home-postcode', optional),
      field('JTZZ', 'home-address', optional),
    ],
  },
  {
    key: 'account',
    file: '个人账户.csv',
    table: '5.0.4',
    fields: [
      field('GRZH', 'account-no'),
      field('DWZH', 'account-no', own),
      field('GRZHZT', 'A.6'),
      field('KHRQ', 'day'),
      field('GRJCJS', 'money'),
      field('DWYJCE', 'money'),
      field('GRYJCE', 'money'),
      field('GRZHYE', 'money'),
      field('GRZHSNJZYE', 'money'),
      field('GRZHDNGJYE', 'money'),
      field('XHRQ', 'day', optional),
      field('XHYY', 'A.7', optional),
      field('FCRQ', 'day', { ...optional, ...own }),
      field('DJQZT', 'state-before', { ...optional, ...own }),
      field('JS', 'money', own),
      field('YJLXFZ', 'whole', { ...optional, ...own }),
      field('DJFY', 'text', { ...optional, ...own }),
      field('DJWSH', 'text', { ...optional, ...own }),
      field('DJRQ', 'day', { ...optional, ...own }),
      field('DJZZRQ', 'day', { ...optional, ...own }),
      field('GRCKZHHM', 'card', optional),
      field('GRCKZHKHYHMC', 'text', optional),
      field('GRCKZHKHYHDM', 'card-bank', optional),
    ],
  },
  {
    // Where an account has more to tell than one freeze of the whole of it: every freeze, in the order of its serving.
    key: 'freeze',
    file: '司法冻结.csv',
    table: '–',
    optional: true,
    fields: [
      field('GRZH', 'account-no'),
      field('DJSX', 'period', own),
      field('DJWSH', 'text', own),
      field('DJFY', 'text', own),
      field('DJJE', 'money', { ...optional, ...own }),
      field('DJRQ', 'day', own),
      field('DJZZRQ', 'day', own),
    ],
  },
  {
    key: 'suspense',
    file: '单位暂收款.csv',
    table: '–',
    // A row without a unit is the money of payers nobody knows yet.
    fields: [field('DWZH', 'account-no', optional), field('ZSKYE', 'money', own)],
  },
  {
    key: 'ledger',
    file: '账户余额.csv',
    table: '8.0.3',
    fields: [
      field('KMBH', 'subject-code'),
      field('KMMC', 'text'),
      field('QMYEFX', 'A.22'),
      field('QMYE', 'money'),
    ],
  },
  {
    key: 'detail',
    file: '个人业务明细.csv',
    table: '5.0.5',
    optional: true,
    fields: [
      field('GRZH', 'account-no'),
      field('DWZH', 'account-no', own),
      field('HBJNY', 'month', own),
      field('JZRQ', 'day'),
      field('GJHTQYWLX', 'A.5'),
      field('FSE', 'money'),
      field('DWFSE', 'money', own),
      field('GRFSE', 'money', own),
      field('GRJCJS', 'money', own),
      field('YJE', 'money', { ...optional, ...own }),
    ],
  },
  ...LOAN_FILES,
];

export function legacyFile(key: LegacyFileKey): LegacyFile {
  const found = LEGACY_FILES.find((file) => file.key === key);
  if (!found) throw new Error(`there is no legacy file ${key}`);
  return found;
}

/** Rows of 个人业务明细 that are taken over: months remitted and months made up for. Of others only the number is told. */
export const MONTH_TYPES = ['01', '02'] as const;

/** What the folder says of itself; the only file that may differ between two exports of the same books. */
export const MANIFEST = 'manifest.json';

export interface Manifest {
  /** First day that is on our books: accumulation (积数) covers the days before it. */
  readonly cutOver: string;
  readonly centre: string;
  readonly madeAt: string;
}

/** Money of members (201) and of units in suspense (21901) stands in files of its own: these rows are their totals. */
export const MEMBER_SUBJECT = '201';
export const SUSPENSE_SUBJECT = '21901';
/** Whether the balance of a row of 账户余额 is the total of accounts that stand in files of their own; SQL on its code. */
export const isTotal = (code: string): string => `(${code} IN ('${MEMBER_SUBJECT}', '${SUSPENSE_SUBJECT}')
  OR ((${code} LIKE '121%' OR ${code} LIKE '122%' OR ${code} = '${PREPAID_LEAF}') AND EXISTS (SELECT FROM staged_loan_account)))`;
/** Where opening money waits that belongs to rows which were rejected. */
export const TRANSIT_LEAF = { code: '21909', subject: '219', name: '旧账待转（未能接管的账户）' } as const;
