import { defineRule, regulationsClause } from '../../../../policy';
import type { ObligationsFact } from '../../employer/change-facts';

/**
 * What an employer owes its members does not end with its account. A month of somebody whose own account is closed can be
 * made up by nobody (handbook 3.5): it does not keep the employer's account open, and is named.
 */
export const closingNoArrears2 = defineRule({
  id: 'closing-no-arrears',
  version: 2,
  effective: { from: '2026-12-01', until: null },
  clause: regulationsClause('20'),
  order: 40,
  reasonCode: 'EMPLOYER_ARREARS',
  reads: { facts: ['unit.obligations'], parameters: [] },
  judge: ({ fact }) => {
    const {
      awaiting,
      deferredPayable: deferred,
      unpaid,
      lapsed,
      lapsedAmount,
    } = fact<ObligationsFact>('unit.obligations');
    const truth = awaiting + deferred + unpaid === 0 ? 'true' : 'false';
    return { truth, observed: { awaiting, deferred, unpaid, lapsed, lapsedAmount }, required: 0 };
  },
  texts: {
    passed: {
      zh: '没有可补缴的欠缴；已销户职工的缓缴月 {observed.lapsed} 人次、{observed.lapsedAmount} 元，账户已销，由单位与本人自行结清',
      en: 'Nothing is owed that could be paid; of members whose accounts are closed {observed.lapsed} months ({observed.lapsedAmount} yuan) are settled between them and the employer',
    },
    member: {
      zh: '还有欠缴：待付款清册 {observed.awaiting} 份、未补缴的缓缴月 {observed.deferred} 个、未汇缴的月 {observed.unpaid} 个。',
      en: 'Owed: {observed.awaiting} lists awaiting money, {observed.deferred} deferred months not made up, {observed.unpaid} months not remitted.',
    },
    officer: {
      zh: '欠缴：{observed.awaiting}/{observed.deferred}/{observed.unpaid}',
      en: 'Arrears: {observed.awaiting}/{observed.deferred}/{observed.unpaid}',
    },
    condition: {
      zh: '没有待付款的清册、账户未销户职工未补缴的缓缴月和未汇缴的月份',
      en: 'No list awaits money, no deferred month of a member whose account is open waits and no month with members is unpaid',
    },
    fix: { zh: '请先汇缴（GJ11）或补缴（GJ12）。', en: 'Remit (GJ11) or make up (GJ12) first.' },
  },
});
