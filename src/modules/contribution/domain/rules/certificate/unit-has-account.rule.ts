import { defineRule, regulationsClause } from '../../../../policy';
import type { UnitFact } from '../../facts';
import { unitStateText } from '../../member/account-state';

/** An employer that is registered may have certified how it pays, in arrears or not. */
export const unitHasAccount = defineRule({
  id: 'unit-has-account',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: regulationsClause('14'),
  order: 10,
  reasonCode: 'ACCOUNT_NOT_FOUND',
  reads: { facts: ['unit.account'], parameters: [] },
  judge: ({ fact }) => {
    const { state } = fact<UnitFact>('unit.account');
    if (state === 'none') {
      return { truth: 'false', observed: { zh: '查无账户', en: 'no account' }, required: null };
    }
    return { truth: 'true', observed: unitStateText(state), required: null };
  },
  texts: {
    passed: { zh: '单位账户状态为“{observed}”', en: 'The employer’s account is {observed}' },
    member: {
      zh: '该单位在本中心没有缴存登记，没有可以证明的缴存情况。',
      en: 'The employer is not registered at this centre, so there is nothing to certify.',
    },
    officer: { zh: '本中心无该单位账户：{observed}', en: 'No account of this employer here: {observed}' },
    condition: { zh: '单位在本中心有缴存登记', en: 'The employer is registered at this centre' },
    fix: { zh: '请先办理单位缴存登记。', en: 'Register the employer first.' },
  },
});
