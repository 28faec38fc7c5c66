import type { BilingualText } from '../../../kernel/decision';
import { conflict, type Problem } from '../../../platform/http';
import type { DistributionFault } from '../../ledger';

const DETAILS: Readonly<Record<DistributionFault, BilingualText>> = {
  YEAR_STILL_RUNNING: {
    zh: '该年度尚未到 12 月 31 日，不能提出增值收益分配。',
    en: 'The gains of a year are distributed from its 31 December on.',
  },
  YEAR_CLOSED: {
    zh: '该年度 12 月已结账，增值收益已经分配。',
    en: 'December of the year is closed: what there was is distributed.',
  },
  DISTRIBUTION_PROPOSED: {
    zh: '该年度已提出或已同意增值收益分配。',
    en: 'A distribution of the year waits for a decision, or is approved.',
  },
  DISTRIBUTION_DECIDED: {
    zh: '该增值收益分配已经决定。',
    en: 'The distribution was decided on before.',
  },
  SECOND_PERSON_WANTED: {
    zh: '增值收益分配须由提出人以外的人决定。',
    en: 'Whoever proposed the distribution does not decide on it.',
  },
};

/** 409, by its code. */
export function notDistributed(code: DistributionFault): Problem {
  return conflict(code, DETAILS[code]);
}
