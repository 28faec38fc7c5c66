import { isPrivate, type PrivateKind } from './legacy-field';
import type { FieldKind, LegacyField } from './legacy-files';
import type { RejectCode } from './reject-reasons';

/** Code tables of JGJ/T 320, appendix A (handbook 7.2), as far as the files use them. */
export const CODE_TABLES: Readonly<Record<string, readonly string[]>> = {
  'A.1': ['01', '02', '03', '04', '99'],
  'A.4': ['01', '02', '03', '04', '05'],
  'A.5': [...Array.from({ length: 15 }, (_, index) => String(index + 1).padStart(2, '0')), '99'],
  'A.6': ['01', '02', '03', '04', '05', '06'],
  'A.7': ['01', '02', '03', '04', '05', '06', '07', '08', '09', '99'],
  'A.11': ['01', '02'],
  'A.14': ['01', '02', '03', '04', '05'],
  'A.15': ['01', '02', '03', '04', '05', '06', '07', '08', '09', '99'],
  'A.22': ['01', '02'],
};

interface Kind {
  readonly code: RejectCode;
  /** SQL that is true for a well-formed cell `x`. */
  readonly valid: (x: string) => string;
  /** SQL of the typed value of a well-formed cell. */
  readonly typed: (x: string) => string;
  /** One that is not well-formed is left out and listed, and its row is taken over without it. */
  readonly isLeftOut?: true;
}

const matches = (pattern: string) => (x: string) => `${x} ~ '${pattern}'`;
const asText = (x: string): string => x;

const digitsOf = (x: string): string => `replace(${x}, '-', '')`;

/** Nested CASE: what is asked of a day is only asked of text that has the form of one. */
const isDay = (
  x: string,
): string => `CASE WHEN ${x} !~ '^(19|20)\\d\\d-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\\d|3[01])$' THEN false
  ELSE right(${digitsOf(x)}, 2)::int <= extract(day FROM
    to_date(left(${digitsOf(x)}, 6) || '01', 'YYYYMMDD') + interval '1 month' - interval '1 day') END`;

/** GB 32100-2015, as `checkCreditCode` of the kernel: alphabet, weights 3^i mod 31, check character. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const creditCode = (x: string): string => `CASE WHEN ${x} !~ '^[0-9A-HJ-NP-RTUWXY]{18}$' THEN false
  ELSE (SELECT (31 - sum((strpos('${ALPHABET}', substr(${x}, w.i, 1)) - 1) * w.weight) % 31) % 31
          FROM (SELECT i, (power(3::numeric, i - 1) % 31)::int AS weight FROM generate_series(1, 17) AS i) AS w)
       = strpos('${ALPHABET}', right(${x}, 1)) - 1 END`;

const PERSON_NAME = '^[^\\d\\s,;|"<>][^\\d,;|"<>]{0,59}$';

const kinds: Readonly<Record<Exclude<FieldKind, `A.${number}` | PrivateKind>, Kind>> = {
  text: { code: 'TEXT_FORM', valid: (x) => `length(${x}) <= 255`, typed: asText },
  'person-name': { code: 'NAME_FORM', valid: matches(PERSON_NAME), typed: asText },
  // Judged while it is sealed: the number itself never comes here.
  identity: { code: 'ID_CHECKSUM', valid: () => 'true', typed: asText },
  'account-no': { code: 'ACCOUNT_NO_FORM', valid: matches('^\\d{8,20}$'), typed: asText },
  'credit-code': { code: 'USCC_CHECKSUM', valid: creditCode, typed: asText },
  district: { code: 'DISTRICT_FORM', valid: matches('^\\d{6}$'), typed: asText },
  day: { code: 'DAY_FORM', valid: isDay, typed: (x) => `to_date(${digitsOf(x)}, 'YYYYMMDD')` },
  month: {
    code: 'MONTH_FORM',
    valid: (x) => `(${x} ~ '^(19|20)\\d\\d(0[1-9]|1[0-2])$' AND ${x} >= '199904')`,
    typed: (x) => `${x}::int`,
  },
  payday: { code: 'PAYDAY_FORM', valid: matches('^(0?[1-9]|[12]\\d|3[01])$'), typed: (x) => `${x}::int` },
  money: {
    code: 'MONEY_FORM',
    valid: matches('^-?\\d{1,13}(\\.\\d{1,2})?$'),
    typed: (x) => `(${x}::numeric * 100)::bigint`,
  },
  ratio: {
    code: 'RATIO_FORM',
    valid: matches('^(0(\\.\\d{1,4})?|1(\\.0{1,4})?)$'),
    typed: (x) => `${x}::numeric(5, 4)`,
  },
  whole: { code: 'WHOLE_FORM', valid: matches('^\\d{1,30}$'), typed: (x) => `${x}::numeric(38, 0)` },
  'contract-no': { code: 'CONTRACT_NO_FORM', valid: matches('^[0-9A-Z]{12,30}$'), typed: asText },
  serial: { code: 'TEXT_FORM', valid: matches('^[0-9A-Z]{1,20}$'), typed: asText },
  period: { code: 'WHOLE_FORM', valid: matches('^\\d{1,3}$'), typed: (x) => `${x}::int` },
  rate: {
    code: 'RATIO_FORM',
    valid: matches('^0\\.\\d{1,8}$'),
    typed: (x) => `${x}::numeric(9, 8)`,
  },
  // Sealed while it is staged: the address itself never comes here.
  home: { code: 'TEXT_FORM', valid: () => 'true', typed: asText },
  // Sealed while it is staged, as id numbers are; what is kept in clear are its last four digits.
  'repayment-account': { code: 'CARD_FORM', valid: () => 'true', typed: asText },
  'bank-code': { code: 'BANK_CODE_FORM', valid: matches('^\\d{3}$'), typed: asText },
  purpose: {
    code: 'CODE_UNKNOWN',
    valid: matches('^(new-home|second-hand|build|conversion)$'),
    typed: asText,
  },
  'home-order': { code: 'CODE_UNKNOWN', valid: matches('^(first|second)$'), typed: asText },
  'due-mode': { code: 'CODE_UNKNOWN', valid: matches('^(same-day|fixed-day)$'), typed: asText },
  'loan-state': { code: 'LOAN_NOT_RUNNING', valid: matches('^[25]$'), typed: asText },
  'party-role': { code: 'CODE_UNKNOWN', valid: matches('^(co-borrower|guarantor)$'), typed: asText },
  postcode: { code: 'POSTCODE_LEFT_OUT', valid: matches('^\\d{6}$'), typed: asText, isLeftOut: true },
  'card-bank': { code: 'BANK_CODE_LEFT_OUT', valid: matches('^\\d{3}$'), typed: asText, isLeftOut: true },
  'unit-kind': { code: 'CODE_UNKNOWN', valid: matches('^(central|flexible)$'), typed: asText },
  'state-before': { code: 'CODE_UNKNOWN', valid: matches('^0[12]$'), typed: asText },
  'subject-code': { code: 'SUBJECT_UNKNOWN', valid: matches('^\\d{3,19}$'), typed: asText },
};

function kindOf(kind: Exclude<FieldKind, PrivateKind>): Kind {
  const codes = CODE_TABLES[kind];
  if (codes === undefined) return kinds[kind as keyof typeof kinds];
  const list = codes.map((code) => `'${code}'`).join(', ');
  return { code: 'CODE_UNKNOWN', valid: (x) => `${x} IN (${list})`, typed: asText };
}

/** Name of a field's column in a staging table. */
export const columnOf = (field: Pick<LegacyField, 'name'>): string => field.name.toLowerCase();

/** SQL of one judgement: field, value, code, and whether it is wrong, as a row for VALUES. */
export function fieldJudgements(field: LegacyField): string[] {
  // Judged while it is sealed, and no fault of its row.
  if (isPrivate(field.kind)) return [];
  const { code, valid, isLeftOut } = kindOf(field.kind);
  const x = `s.${columnOf(field)}`;
  const unless = field.ofEmployer ? ' AND s.dwlx IS NULL' : '';
  const missing = field.optional ? [] : [`('${field.name}', NULL, 'MISSING', ${x} IS NULL${unless})`];
  if (field.kind === 'identity' || field.kind === 'repayment-account') {
    return [
      ...missing,
      `('${field.name}', ${x}, s.${columnOf(field)}_fault, s.${columnOf(field)}_fault IS NOT NULL)`,
    ];
  }
  if (field.kind === 'home' || isLeftOut) return missing;
  return [
    ...missing,
    `('${field.name}', ${x}, '${code}', CASE WHEN ${x} IS NULL THEN false ELSE NOT (${valid(x)}) END)`,
  ];
}

/** SQL of a cell that is no fault of its row: field, value and why it is left out, null where it is not; as a row for VALUES. */
export function leftOutJudgements(field: LegacyField): string[] {
  const x = `s.${columnOf(field)}`;
  // Judged and masked while it is sealed.
  if (isPrivate(field.kind)) return [`('${field.name}', ${x}, ${x}_fault)`];
  const { code, valid, isLeftOut } = kindOf(field.kind);
  if (!isLeftOut) return [];
  return [`('${field.name}', '***' || right(${x}, 2), CASE WHEN NOT (${valid(x)}) THEN '${code}' END)`];
}

/** SQL of the typed value of a cell that may be wrong: null where it is. */
export function typedOrNull(field: LegacyField): string {
  if (isPrivate(field.kind)) return `s.${columnOf(field)} AS ${columnOf(field)}`;
  const { valid, typed } = kindOf(field.kind);
  const x = `s.${columnOf(field)}`;
  return `CASE WHEN ${x} IS NULL THEN NULL WHEN ${valid(x)} THEN ${typed(x)} END AS ${columnOf(field)}`;
}
