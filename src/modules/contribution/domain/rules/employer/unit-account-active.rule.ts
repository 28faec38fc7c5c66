import { defineRule, practiceClause } from '../../../../policy';
import type { UnitFact } from '../../facts';
import { unitStateText } from '../../member/account-state';

/** Only an employer whose account is in state 01 remits; a deferring one resumes first. */
export const unitAccountActive = defineRule({
  id: 'unit-account-active',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause('单位账户正常方可汇缴', 'an employer remits while its account is active'),
  order: 10,
  reasonCode: 'ACCOUNT_STATE',
  reads: { facts: ['unit.account'], parameters: [] },
  judge: ({ fact }) => {
    const { state } = fact<UnitFact>('unit.account');
    return {
      truth: state === '01' ? 'true' : 'false',
      observed: unitStateText(state),
      required: unitStateText('01'),
    };
  },
  texts: {
    passed: { zh: '单位账户状态为“{observed}”', en: 'The employer’s account is {observed}' },
    member: {
      zh: '单位账户状态为“{observed}”，应为“{required}”。',
      en: 'The employer’s account is {observed}; it must be {required}.',
    },
    officer: { zh: '单位账户状态：{observed}', en: 'State of the employer’s account: {observed}' },
    condition: { zh: '单位账户状态正常', en: 'The employer’s account is active' },
    fix: { zh: '缓缴单位请先办理恢复缴存（GJ16）。', en: 'A deferring employer resumes first (GJ16).' },
  },
});
