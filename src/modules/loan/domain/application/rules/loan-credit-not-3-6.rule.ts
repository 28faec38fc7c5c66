import { defineRule, practiceClause } from '../../../../policy';
import { rolesIn, whoeverIs } from '../applicants';
import type { CreditFact } from '../fact-values';
import { NOT_CONSENTED } from '../words';

/** LE7: 连三累六 within the last 24 months, on loans and cards alike. */
export const loanCreditNot36 = defineRule({
  id: 'loan-credit-not-3-6',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause(
    '个人信用报告“连三累六”不予贷款',
    'No loan after three overdue periods in a row or six in all',
  ),
  order: 70,
  reasonCode: 'CREDIT_3_6',
  reads: { facts: ['loan.credit', 'loan.coCredit'], parameters: ['loan.credit'] },
  judge(input) {
    const consecutive = input.parameters.integer('loan.credit.consecutive');
    const cumulative = input.parameters.integer('loan.credit.cumulative');
    const required = { consecutive, cumulative };
    const bad = whoeverIs<CreditFact>(
      input,
      { own: 'loan.credit', others: 'loan.coCredit' },
      (credit) => credit !== null && (credit.consecutive >= consecutive || credit.cumulative >= cumulative),
    );
    const [worst] = bad;
    if (worst === undefined || worst.value === null) {
      const asked = input.fact<CreditFact>('loan.credit') !== null;
      const observed = asked ? { zh: '未达到', en: 'not reached' } : NOT_CONSENTED;
      return { truth: 'true', observed, required };
    }
    const who = rolesIn(bad.map(({ role }) => role));
    const observed = { who, consecutive: worst.value.consecutive, cumulative: worst.value.cumulative };
    return { truth: 'false', observed, required };
  },
  texts: {
    passed: {
      zh: '近 {param:loan.credit.months} 个月逾期未达到连续 {required.consecutive} 期或累计 {required.cumulative} 期（{observed}）',
      en: 'Overdue periods of the last {param:loan.credit.months} months are below {required.consecutive} in a row and {required.cumulative} in all ({observed})',
    },
    member: {
      zh: '{observed.who}近 {param:loan.credit.months} 个月连续逾期 {observed.consecutive} 期、累计逾期 {observed.cumulative} 期，连续 {required.consecutive} 期或累计 {required.cumulative} 期的不予贷款',
      en: 'In the last {param:loan.credit.months} months {observed.who} was overdue {observed.consecutive} periods in a row and {observed.cumulative} in all; no loan is granted from {required.consecutive} in a row or {required.cumulative} in all',
    },
    officer: {
      zh: '{observed.who}连续 {observed.consecutive} 期、累计 {observed.cumulative} 期逾期（连三累六）',
      en: '{observed.who}: overdue {observed.consecutive} in a row, {observed.cumulative} in all',
    },
    condition: {
      zh: '各借款人、保证人近 {param:loan.credit.months} 个月逾期未达连续 {param:loan.credit.consecutive} 期、累计 {param:loan.credit.cumulative} 期',
      en: 'nobody in it was overdue {param:loan.credit.consecutive} periods in a row or {param:loan.credit.cumulative} in all within {param:loan.credit.months} months',
    },
    fix: {
      zh: '信用报告有误的，可向征信机构提出异议，更正后重新申请',
      en: 'Where the report is wrong, object to it at the credit reference centre and apply again',
    },
  },
});
