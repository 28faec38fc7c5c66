import { defineRule, practiceClause } from '../../../../policy';
import type { UnitFact } from '../../facts';
import { unitStateText } from '../../member/account-state';

/** What concerns an employer may change while its account lives. */
export const unitAccountAlive = defineRule({
  id: 'unit-account-alive',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause(
    '单位账户未销户、未封存的可以办理',
    'an employer’s account that is neither closed nor sealed',
  ),
  order: 10,
  reasonCode: 'ACCOUNT_STATE',
  reads: { facts: ['unit.account'], parameters: [] },
  judge: ({ fact }) => {
    const { state } = fact<UnitFact>('unit.account');
    const alive = ['01', '02', '03'].includes(state);
    return { truth: alive ? 'true' : 'false', observed: unitStateText(state), required: null };
  },
  texts: {
    passed: { zh: '单位账户状态为“{observed}”', en: 'The employer’s account is {observed}' },
    member: {
      zh: '单位账户状态为“{observed}”，不能办理。',
      en: 'The employer’s account is {observed}; nothing of it can be changed.',
    },
    officer: { zh: '单位账户状态：{observed}', en: 'State of the employer’s account: {observed}' },
    condition: { zh: '单位账户未销户、未封存', en: 'The employer’s account is neither closed nor sealed' },
    fix: { zh: '请先恢复单位缴存登记。', en: 'Have the employer’s account restored first.' },
  },
});
