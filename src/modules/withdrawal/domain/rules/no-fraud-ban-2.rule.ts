import { bansFor, defineRule, ORDER_844_CLAUSE } from '../../../policy';
import { addDays, parseDay } from '../../../../kernel/calendar';
import type { RestrictionsFact } from '../fact-values';

/** This version goes by the day of the conduct, and says that the last day of the ban is part of it. */
export const noFraudBan2 = defineRule({
  id: 'no-fraud-ban',
  version: 2,
  effective: { from: '2026-12-01', until: null },
  clause: ORDER_844_CLAUSE,
  order: 50,
  reasonCode: 'RESTRICTED_FRAUD',
  reads: { facts: ['person.restrictions'], parameters: [] },
  judge(input) {
    const restrictions = input.fact<RestrictionsFact>('person.restrictions');
    const last = restrictions
      .filter(({ conductOn }) => bansFor(conductOn))
      .map(({ until }) => until)
      .sort()
      .at(-1);
    if (last === undefined) return { truth: 'true', observed: null, required: null };
    return { truth: 'false', observed: last, required: null, retryOn: addDays(parseDay(last), 1) };
  },
  texts: {
    passed: {
      zh: '没有骗提限制',
      en: 'No ban for fraud is running',
    },
    member: {
      zh: '因骗取住房公积金，您至 {observed}（含当日）不能提取',
      en: 'A ban for fraud keeps you from withdrawing through {observed}, that day included',
    },
    officer: {
      zh: '骗提骗贷限制至 {observed}（含当日）',
      en: 'Fraud restriction through {observed}',
    },
    condition: {
      zh: '没有处于骗提、骗贷限制期',
      en: 'no ban for fraud is running',
    },
    fix: {
      zh: '限制期满后可以申请；如有异议可提出申诉',
      en: 'Apply when the ban has ended; you may appeal against it',
    },
  },
});
