import { defineRule, practiceClause } from '../../../../policy';
import type { UnitFact } from '../../facts';
import { unitStateText } from '../../member/account-state';

/** As before; money that still stands at a closed account goes back to its payer, for there is nothing else to do with it. */
export const unitAccountLives2 = defineRule({
  id: 'unit-account-lives',
  version: 2,
  effective: { from: '2026-12-01', until: null },
  clause: practiceClause(
    '单位账户未销户的可以分配、退回；销户后尚存的款项只能退回原付款账户',
    'an employer settles what is open until its account is closed; money found at it later only goes back to its payer',
  ),
  order: 10,
  reasonCode: 'ACCOUNT_STATE',
  reads: { facts: ['unit.account'], parameters: [] },
  judge: ({ fact, input }) => {
    const { state } = fact<UnitFact>('unit.account');
    const { action = null } = input as { action?: string };
    const lives = ['01', '02', '03', '05'].includes(state) || (state === '04' && action === 'return');
    return { truth: lives ? 'true' : 'false', observed: unitStateText(state), required: null };
  },
  texts: {
    passed: { zh: '单位账户状态为“{observed}”', en: 'The employer’s account is {observed}' },
    member: {
      zh: '单位账户状态为“{observed}”，不能办理。',
      en: 'The employer’s account is {observed}; this cannot be done.',
    },
    officer: { zh: '单位账户状态：{observed}', en: 'State of the employer’s account: {observed}' },
    condition: {
      zh: '单位账户未销户（尚存款项退回原付款账户的除外）',
      en: 'The employer’s account is not closed (but money at it may go back to its payer)',
    },
    fix: { zh: '请先恢复单位缴存登记。', en: 'Have the employer’s account restored first.' },
  },
});
