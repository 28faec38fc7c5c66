import { defineRule, practiceClause } from '../../../../policy';
import type { UnitFact } from '../../facts';
import { unitStateText } from '../../member/account-state';

/** What an employer owes or paid wrongly is settled while its account lives, sealed and deferring ones too. */
export const unitAccountLives = defineRule({
  id: 'unit-account-lives',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause(
    '单位账户未销户的可以补缴、退回',
    'an employer settles what is open until its account is closed',
  ),
  order: 10,
  reasonCode: 'ACCOUNT_STATE',
  reads: { facts: ['unit.account'], parameters: [] },
  judge: ({ fact }) => {
    const { state } = fact<UnitFact>('unit.account');
    const lives = ['01', '02', '03', '05'].includes(state);
    return { truth: lives ? 'true' : 'false', observed: unitStateText(state), required: null };
  },
  texts: {
    passed: { zh: '单位账户状态为“{observed}”', en: 'The employer’s account is {observed}' },
    member: {
      zh: '单位账户状态为“{observed}”，不能办理。',
      en: 'The employer’s account is {observed}; this cannot be done.',
    },
    officer: { zh: '单位账户状态：{observed}', en: 'State of the employer’s account: {observed}' },
    condition: { zh: '单位账户未销户', en: 'The employer’s account is not closed' },
    fix: { zh: '请先恢复单位缴存登记。', en: 'Have the employer’s account restored first.' },
  },
});
