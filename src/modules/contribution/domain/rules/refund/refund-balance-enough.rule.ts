import { defineRule, practiceClause } from '../../../../policy';
import { parseYuan } from '../../../../../kernel/money';
import { NO_LINE, type RefundLineFact } from '../../refund/refund-fact';

/** What the member has withdrawn or has on hold is not refunded. */
export const refundBalanceEnough = defineRule({
  id: 'refund-balance-enough',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause('账户可用余额足以退回', 'what is free on the account covers the refund'),
  order: 60,
  reasonCode: 'BALANCE_TOO_LOW',
  reads: { facts: ['refund.line'], parameters: [] },
  judge: ({ fact }) => {
    const line = fact<RefundLineFact>('refund.line');
    if (!line.found) return { truth: 'true', observed: NO_LINE, required: null };
    const enough = parseYuan(line.available) >= parseYuan(line.amount);
    return { truth: enough ? 'true' : 'false', observed: line.available, required: line.amount };
  },
  texts: {
    passed: {
      zh: '可用余额 {observed} 元，足以退回 {required} 元',
      en: '{observed} are free, enough for {required}',
    },
    member: {
      zh: '职工账户可用余额 {observed} 元，不足以退回 {required} 元。',
      en: '{observed} are free on the member’s account, less than the {required} to be refunded.',
    },
    officer: { zh: '可用 {observed}，退回 {required}', en: 'free {observed}, refund {required}' },
    condition: {
      zh: '职工账户余额减去冻结额不少于退回金额',
      en: 'The balance less what is held covers the refund',
    },
    fix: {
      zh: '可按可用余额部分退回；在办的提取办结后再试。',
      en: 'Ask for a part, or again when business on the account has ended.',
    },
  },
});
