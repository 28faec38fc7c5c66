import { defineRule, practiceClause } from '../../../../policy';
import type { UnitFact } from '../../facts';
import { unitStateText } from '../../member/account-state';

/** An employer whose account is closed or sealed takes no new members. */
export const unitAccountOpen = defineRule({
  id: 'unit-account-open',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause(
    '单位账户正常、开户或缓缴的可以开立个人账户',
    'members are added while the employer’s account is open',
  ),
  order: 10,
  reasonCode: 'ACCOUNT_STATE',
  reads: { facts: ['unit.account'], parameters: [] },
  judge: ({ fact }) => {
    const { state } = fact<UnitFact>('unit.account');
    const open = ['01', '02', '03'].includes(state);
    return { truth: open ? 'true' : 'false', observed: unitStateText(state), required: null };
  },
  texts: {
    passed: { zh: '单位账户状态为“{observed}”', en: 'The employer’s account is {observed}' },
    member: {
      zh: '单位账户状态为“{observed}”，不能开立个人账户。',
      en: 'The employer’s account is {observed}; no member account can be opened.',
    },
    officer: { zh: '单位账户状态：{observed}', en: 'State of the employer’s account: {observed}' },
    condition: { zh: '单位账户未销户、未封存', en: 'The employer’s account is neither closed nor sealed' },
    fix: { zh: '请先恢复单位缴存登记。', en: 'Have the employer’s account restored first.' },
  },
});
