import { conflict, type Problem } from '../../../../platform/http';

const DETAILS = {
  ACCOUNT_NOT_FOUND: {
    zh: '该职工在本中心没有住房公积金账户，请核对姓名和证件号码。',
    en: 'The member has no account at this centre; check name and number.',
  },
  NAME_MISMATCH: {
    zh: '姓名与账户登记不一致，请核对后重提。',
    en: 'The name is not that of the account; check it and propose again.',
  },
  ACCOUNT_STATE: {
    zh: '账户已销户，没有可转入的余额。',
    en: 'The account is closed: nothing is left on it.',
  },
  ACCOUNT_FROZEN: {
    zh: '账户有冻结资金，请先处理冻结。',
    en: 'Something on the account is frozen; that is settled first.',
  },
  BALANCE_TOO_LOW: { zh: '账户没有余额。', en: 'There is nothing on the account.' },
  BUSINESS_IN_PROGRESS: {
    zh: '账户有在办业务，请待其办结。',
    en: 'Business of the account is under way; it ends first.',
  },
  SETTLE_LOAN_FIRST: {
    zh: '该职工有未结清的住房公积金贷款，请先处理贷款。',
    en: 'The member has a loan that is not settled; that is dealt with first.',
  },
  ESTATE_PROPOSED: {
    zh: '该账户已提请转入增值收益，请待决定。',
    en: 'It is proposed for this account already; a decision is awaited.',
  },
  ESTATE_NOT_PROPOSED: {
    zh: '没有待决定的提请。',
    en: 'Nothing of it waits for a decision.',
  },
  SECOND_PERSON_WANTED: {
    zh: '须由提请人以外的人决定。',
    en: 'Whoever proposed it does not decide on it.',
  },
} as const;

export type EstateFault = keyof typeof DETAILS;

/** 409, by its code. */
export function notToTheGains(code: EstateFault): Problem {
  return conflict(code, DETAILS[code]);
}
