import { addDays, parseDay } from '../../../../../kernel/calendar';
import { defineRule, ORDER_844_CLAUSE } from '../../../../policy';
import { rolesIn } from '../applicants';
import type { BansFact } from '../fact-values';

/** LE8. Order 844 bans from its first day on; the law before it named no ban. */
export const loanNoFraudBan = defineRule({
  id: 'loan-no-fraud-ban',
  version: 1,
  effective: { from: '2026-09-20', until: null },
  clause: ORDER_844_CLAUSE,
  order: 50,
  reasonCode: 'RESTRICTED_FRAUD',
  reads: { facts: ['loan.bans'], parameters: [] },
  judge(input) {
    const bans = input.fact<BansFact>('loan.bans');
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
      zh: '因骗取住房公积金或贷款，{observed.who}在 {observed.until} 之前不能申请贷款',
      en: 'A ban for fraud keeps {observed.who} from a loan until {observed.until}',
    },
    officer: {
      zh: '{observed.who}骗提骗贷限制至 {observed.until}',
      en: 'Fraud restriction of {observed.who} until {observed.until}',
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
