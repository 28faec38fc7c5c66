import { assumedClause, defineRule } from '../../../../policy';
import { NO_LINE, type RefundLineFact } from '../../refund/refund-fact';

/** Money that has repaid a loan since is not refunded. */
export const refundNotHedgedSince = defineRule({
  id: 'refund-not-hedged-since',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: assumedClause('入账后用于对冲还贷的不予退回', 'what repaid a loan since is not refunded'),
  order: 70,
  reasonCode: 'HEDGED_SINCE',
  reads: { facts: ['refund.line'], parameters: [] },
  judge: ({ fact }) => {
    const line = fact<RefundLineFact>('refund.line');
    if (!line.found) return { truth: 'true', observed: NO_LINE, required: null };
    return { truth: line.hedged ? 'false' : 'true', observed: line.creditedOn, required: null };
  },
  texts: {
    passed: {
      zh: '{observed} 入账后未用于对冲还贷',
      en: 'No loan was repaid out of the account since {observed}',
    },
    member: {
      zh: '该笔缴款 {observed} 入账后，账户已用于对冲还贷，不能退回。',
      en: 'Since it was credited on {observed} a loan was repaid out of the account; it cannot be refunded.',
    },
    officer: { zh: '{observed} 后已对冲还贷', en: 'hedged since {observed}' },
    condition: {
      zh: '入账后账户未用于对冲还贷',
      en: 'No loan was repaid out of the account since the crediting',
    },
    fix: { zh: '请与职工协商解决。', en: 'Settle it with the member.' },
  },
});
