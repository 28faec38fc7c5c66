import { assumedClause, defineRule } from '../../../../policy';
import { NO_LINE, type RefundLineFact } from '../../refund/refund-fact';

/** Money goes back to the account it came from and to no other. */
export const refundPayerOne = defineRule({
  id: 'refund-payer-one',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: assumedClause('退款原路退回付款账户', 'money goes back to the account it came from'),
  order: 80,
  reasonCode: 'PAYER_NOT_ONE',
  reads: { facts: ['refund.line'], parameters: [] },
  judge: ({ fact }) => {
    const line = fact<RefundLineFact>('refund.line');
    if (!line.found) return { truth: 'true', observed: NO_LINE, required: null };
    const known = line.to === 'suspense' || line.payer !== null;
    return { truth: known ? 'true' : 'false', observed: null, required: null };
  },
  texts: {
    passed: {
      zh: '资金退回原付款账户，或留在单位暂收款',
      en: 'The money goes back to its payer, or stays in suspense',
    },
    member: {
      zh: '该笔资金来自多个账户或系统上线前，无法原路退回。',
      en: 'The money came from several accounts, or from before this system: there is no one account to go back to.',
    },
    officer: { zh: '无唯一付款账户', en: 'no one paying account' },
    condition: {
      zh: '退回付款账户的，该笔资金来自同一付款账户',
      en: 'The money came from one account, if it is to go back',
    },
    fix: {
      zh: '请选择留在单位暂收款（to=suspense），用于以后的汇缴。',
      en: 'Leave it in the unit’s suspense (to=suspense), for a later remittance.',
    },
  },
});
