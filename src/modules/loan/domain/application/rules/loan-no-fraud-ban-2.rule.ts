import { addDays, parseDay } from '../../../../../kernel/calendar';
import { bansFor, defineRule, ORDER_844_CLAUSE } from '../../../../policy';
import { rolesIn } from '../applicants';
import type { BansFact } from '../fact-values';

/** LE8. This version goes by the day of the conduct, and says that the last day of the ban is part of it. */
export const loanNoFraudBan2 = defineRule({
  id: 'loan-no-fraud-ban',
  version: 2,
  effective: { from: '2026-12-01', until: null },
  clause: ORDER_844_CLAUSE,
  order: 50,
  reasonCode: 'RESTRICTED_FRAUD',
  reads: { facts: ['loan.bans'], parameters: [] },
  judge(input) {
    const bans = input.fact<BansFact>('loan.bans').filter(({ conductOn }) => bansFor(conductOn));
    const last = bans
      .map(({ until }) => until)
      .sort()
      .at(-1);
    if (last === undefined) return { truth: 'true', observed: null, required: null };
    const observed = { who: rolesIn(bans.map(({ role }) => role)), until: last };
    return { truth: 'false', observed, required: null, retryOn: addDays(parseDay(last), 1) };
  },
  texts: {
    passed: {
      zh: '借款人和其他参与人没有骗提骗贷限制',
      en: 'No ban for fraud is running against anybody in it',
    },
    member: {
      zh: '因骗取住房公积金或贷款，{observed.who}至 {observed.until}（含当日）不能申请贷款',
      en: 'A ban for fraud keeps {observed.who} from a loan through {observed.until}, that day included',
    },
    officer: {
      zh: '{observed.who}骗提骗贷限制至 {observed.until}（含当日）',
      en: 'Fraud restriction of {observed.who} through {observed.until}',
    },
    condition: {
      zh: '借款人、配偶、共同借款人、保证人没有处于骗提、骗贷限制期',
      en: 'no ban for fraud is running against borrower, spouse, co-borrowers or guarantor',
    },
    fix: {
      zh: '限制期满后可以申请；如有异议可提出申诉',
      en: 'Apply when the ban has ended; you may appeal against it',
    },
  },
});
