import { yuan, parseYuan, sumFen } from '../../../../../kernel/money';
import { defineRule, practiceClause } from '../../../../policy';
import { rolesIn, whoeverIs } from '../applicants';
import type { CreditFact } from '../fact-values';
import { NOT_CONSENTED } from '../words';

/** 呆账, 担保代偿: debts that somebody else had to bear; 止付, 冻结: accounts that their bank has closed to the debtor. */
const BAD = ['bad-debt', 'guarantor-paid', 'payment-stopped', 'account-frozen'];

/**
 * LE7: nothing overdue now, no debt written off or paid by a guarantor. This version also refuses while an account is
 * stopped or frozen.
 */
export const loanNoPresentOverdue2 = defineRule({
  id: 'loan-no-present-overdue',
  version: 2,
  effective: { from: '2026-12-01', until: null },
  clause: practiceClause(
    '有当前逾期、呆账、代偿、止付、冻结的不予贷款',
    'No loan while a debt is overdue, written off or paid by a guarantor, or an account stopped or frozen',
  ),
  order: 71,
  reasonCode: 'CREDIT_PRESENT_OVERDUE',
  reads: { facts: ['loan.credit', 'loan.coCredit'], parameters: [] },
  judge(input) {
    const bad = whoeverIs<CreditFact>(
      input,
      { own: 'loan.credit', others: 'loan.coCredit' },
      (credit) =>
        credit !== null &&
        (parseYuan(credit.presentOverdue) > 0n || credit.flags.some((flag) => BAD.includes(flag))),
    );
    if (bad.length === 0) {
      const asked = input.fact<CreditFact>('loan.credit') !== null;
      const observed = asked ? { zh: '无', en: 'none' } : NOT_CONSENTED;
      return { truth: 'true', observed, required: null };
    }
    const overdue = sumFen(bad.map(({ value }) => parseYuan(value?.presentOverdue ?? '0.00')));
    const observed = { who: rolesIn(bad.map(({ role }) => role)), overdue: yuan(overdue) };
    return { truth: 'false', observed, required: '0.00' };
  },
  texts: {
    passed: {
      zh: '当前逾期、呆账、代偿、止付、冻结：{observed}',
      en: 'Debts overdue now, written off or paid by a guarantor, accounts stopped or frozen: {observed}',
    },
    member: {
      zh: '{observed.who}当前有逾期 {observed.overdue} 元，或有呆账、代偿、止付、冻结记录',
      en: '{observed.who} has {observed.overdue} yuan overdue now, or a debt written off or paid by a guarantor, or an account stopped or frozen',
    },
    officer: {
      zh: '{observed.who}当前逾期 {observed.overdue} 元或呆账、代偿、止付、冻结',
      en: '{observed.who}: overdue now {observed.overdue}, or bad debt, stopped or frozen',
    },
    condition: {
      zh: '各借款人、保证人没有当前逾期、呆账、代偿、止付、冻结',
      en: 'nobody in it has a debt overdue now, written off or paid by a guarantor, or an account stopped or frozen',
    },
    fix: {
      zh: '还清逾期、解除止付或冻结并更新信用报告后即可申请',
      en: 'Pay what is overdue, have the account opened again, and apply when the report shows it',
    },
  },
});
