import type { BilingualText } from '../../../../kernel/decision';
import type { Json } from '../../../../kernel/fact';
import type { RowRefusal, RowWanted } from './judge-row';

/** Where a row is at fault, what stands in its way, and what to do about it. */
interface RefusalTold {
  readonly field: keyof RowWanted;
  readonly text: BilingualText;
  readonly fix: BilingualText;
}

const COMPARE_WITH_CARD = { zh: '请与证件核对后改正。', en: 'Compare it with the card and mend it.' };

/** Reasons why no account is opened for a row; codes are stable. */
export const ROW_REFUSALS: Readonly<Record<RowRefusal, RefusalTold>> = {
  NAME_FORMAT: {
    field: 'name',
    text: { zh: '姓名格式不符', en: 'The name is not of a valid form' },
    fix: { zh: '请按证件填写姓名。', en: 'Give the name as on the document.' },
  },
  ID_CHECKSUM: {
    field: 'idNo',
    text: {
      zh: '身份证号应为 18 位且校验码正确',
      en: 'An id number has 18 characters and a right check character',
    },
    fix: COMPARE_WITH_CARD,
  },
  MONEY_FORMAT: {
    field: 'base',
    text: {
      zh: '缴存基数应为大于零的金额，保留两位小数',
      en: 'The contribution base is an amount above zero with two decimals',
    },
    fix: { zh: '请填写月平均工资，例如 8000.00。', en: 'Give the average monthly wage, such as 8000.00.' },
  },
  DUPLICATE_PERSON: {
    field: 'idNo',
    text: {
      zh: '同一人在名单中出现多次，只处理第一次',
      en: 'The person is on the list more than once; the first row counts',
    },
    fix: { zh: '请删除该行。', en: 'Remove the row.' },
  },
  NAME_MISMATCH: {
    field: 'name',
    text: {
      zh: '公安机关核验：姓名与身份证号不匹配',
      en: 'The police say that name and id number do not belong together',
    },
    fix: COMPARE_WITH_CARD,
  },
  PERSON_DECEASED: {
    field: 'idNo',
    text: {
      zh: '公安机关登记该人已去世，不能开户',
      en: 'The police have this person as deceased; no account can be opened',
    },
    fix: {
      zh: '请删除该行；登记有误的，由本人先到公安机关更正。',
      en: 'Remove the row; the person has the police mend their register where it is wrong.',
    },
  },
  NOT_EMPLOYED_HERE: {
    field: 'idNo',
    text: {
      zh: '社会保险登记中该人不在本单位参保',
      en: 'Social insurance does not have this person as employed here',
    },
    fix: {
      zh: '请先办理社会保险参保登记后再申请；社保数据最长滞后 60 日。',
      en: 'Register the employment with social insurance first; it may lag by up to 60 days.',
    },
  },
  ACCOUNT_STATE: {
    field: 'idNo',
    text: {
      zh: '该人在本单位已有账户',
      en: 'This person has an account with this employer already',
    },
    fix: {
      zh: '无需重复开户，请删除该行；已封存的请办理启封（GJ24）。',
      en: 'Remove the row; one that is sealed is unsealed (GJ24).',
    },
  },
  ACCOUNT_ELSEWHERE: {
    field: 'idNo',
    text: {
      zh: '该人在本市其他单位已有账户',
      en: 'This person has an account with another employer of the city',
    },
    fix: { zh: '请办理同城转移（GJ25）。', en: 'Apply for its transfer (GJ25).' },
  },
};

/** Rows of a refused list that are told at most; the rest is counted. */
export const TOLD_ROWS = 1_000;

/**
 * A row for which no account is opened, as it is told: row from 1, field, what stood there, code, words and fix. Names
 * and id numbers are not repeated: what is told is kept for good, and the row says whose they are.
 */
export function toldRefusal(
  row: RowWanted | undefined,
  code: RowRefusal,
  number: number,
): { readonly [key: string]: Json } {
  const { field, text, fix } = ROW_REFUSALS[code];
  const value = field === 'base' ? (row?.base ?? null) : null;
  return { row: number, result: 'refused', field, value, code, text: { ...text }, fix: { ...fix } };
}
