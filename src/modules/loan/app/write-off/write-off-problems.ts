import { conflict, type Problem } from '../../../../platform/http';
import type { WriteOffFault } from '../../domain/servicing/write-off';

const DETAILS: Readonly<Record<WriteOffFault, { readonly zh: string; readonly en: string }>> = {
  LOAN_NOT_OVERDUE: {
    zh: '贷款未逾期，不能核销。',
    en: 'The loan is not overdue: nothing of it is written off.',
  },
  LOAN_NOT_A_LOSS: {
    zh: '贷款风险等级不是损失类，不能核销。',
    en: 'The loan is not in the class of losses: nothing of it is written off.',
  },
  WRITE_OFF_PROPOSED: {
    zh: '该贷款已提出核销或已核销。',
    en: 'A write-off of the loan is proposed, or was carried out.',
  },
  WRITE_OFF_NOT_PROPOSED: {
    zh: '该贷款没有待决定的核销。',
    en: 'No write-off of the loan waits for a decision.',
  },
  SECOND_PERSON_WANTED: {
    zh: '核销须由提出人以外的人决定。',
    en: 'Whoever proposed the write-off does not decide on it.',
  },
  RESERVE_TOO_LOW: {
    zh: '贷款风险准备余额不足，不能核销。',
    en: 'The risk reserve does not hold as much.',
  },
};

/** 409, by its code. */
export function notWrittenOff(code: WriteOffFault): Problem {
  return conflict(code, DETAILS[code]);
}
