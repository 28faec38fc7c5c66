import { defineRule, regulationsClause } from '../../../../policy';
import type { ObligationsFact } from '../../employer/change-facts';

/** What an employer owes its members does not end with its account. */
export const closingNoArrears = defineRule({
  id: 'closing-no-arrears',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: regulationsClause('20'),
  order: 40,
  reasonCode: 'EMPLOYER_ARREARS',
  reads: { facts: ['unit.obligations'], parameters: [] },
  judge: ({ fact }) => {
    const { awaiting, deferred, unpaid } = fact<ObligationsFact>('unit.obligations');
    const truth = awaiting + deferred + unpaid === 0 ? 'true' : 'false';
    return { truth, observed: { awaiting, deferred, unpaid }, required: 0 };
  },
  texts: {
    passed: { zh: '没有欠缴', en: 'Nothing is owed' },
    member: {
      zh: '还有欠缴：待付款清册 {observed.awaiting} 份、未补缴的缓缴月 {observed.deferred} 个、未汇缴的月 {observed.unpaid} 个。',
      en: 'Owed: {observed.awaiting} lists awaiting money, {observed.deferred} deferred months not made up, {observed.unpaid} months not remitted.',
    },
    officer: {
      zh: '欠缴：{observed.awaiting}/{observed.deferred}/{observed.unpaid}',
      en: 'Arrears: {observed.awaiting}/{observed.deferred}/{observed.unpaid}',
    },
    condition: {
      zh: '没有待付款的清册、未补缴的缓缴月和未汇缴的月份',
      en: 'No list awaits money, no deferred month is open and no month with members is unpaid',
    },
    fix: { zh: '请先汇缴（GJ11）或补缴（GJ12）。', en: 'Remit (GJ11) or make up (GJ12) first.' },
  },
});
