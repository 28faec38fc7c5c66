import { ORDER_844_CLAUSE, defineRule } from '../../../policy';
import { addDays, parseDay } from '../../../../kernel/calendar';
import type { RestrictionsFact } from '../fact-values';

export const noFraudBan = defineRule({
  id: 'no-fraud-ban',
  version: 1,
  // Order 844 bans from its first day on; the law before it named no ban.
  effective: { from: '2026-09-20', until: null },
  clause: ORDER_844_CLAUSE,
  order: 50,
  reasonCode: 'RESTRICTED_FRAUD',
  reads: { facts: ['person.restrictions'], parameters: [] },
  judge(input) {
    const restrictions = input.fact<RestrictionsFact>('person.restrictions');
    const last = restrictions
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
      zh: '因骗取住房公积金，您在 {observed} 之前不能提取',
      en: 'A ban for fraud keeps you from withdrawing until {observed}',
    },
    officer: {
      zh: '骗提骗贷限制至 {observed}',
      en: 'Fraud restriction until {observed}',
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
