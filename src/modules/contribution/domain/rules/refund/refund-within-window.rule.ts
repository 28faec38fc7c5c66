import { assumedClause, defineRule } from '../../../../policy';
import { addMonths, parseDay } from '../../../../../kernel/calendar';
import { NO_LINE, type RefundLineFact } from '../../refund/refund-fact';

/** A wrong payment is refunded within a year of its crediting. */
export const refundWithinWindow = defineRule({
  id: 'refund-within-window',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: assumedClause(
    '错缴应在入账后规定期限内申请退回',
    'a wrong payment is refunded within a time of its crediting',
  ),
  order: 30,
  reasonCode: 'WINDOW_EXPIRED',
  reads: { facts: ['refund.line'], parameters: ['contribution.refundWithinMonths'] },
  judge: ({ fact, parameters, today }) => {
    const line = fact<RefundLineFact>('refund.line');
    if (!line.found) return { truth: 'true', observed: NO_LINE, required: null };
    const months = parameters.integer('contribution.refundWithinMonths');
    const last = addMonths(parseDay(line.creditedOn), months);
    return { truth: today <= last ? 'true' : 'false', observed: line.creditedOn, required: last };
  },
  texts: {
    passed: {
      zh: '{observed} 入账，在期限 {required} 内',
      en: 'Credited on {observed}, within the time that ends on {required}',
    },
    member: {
      zh: '该笔缴款 {observed} 入账，退回期限 {required} 已过。',
      en: 'It was credited on {observed}; it could be refunded until {required}.',
    },
    officer: { zh: '期限 {required} 已过', en: 'expired on {required}' },
    condition: {
      zh: '入账未满 {param:contribution.refundWithinMonths} 个月',
      en: 'Credited less than {param:contribution.refundWithinMonths} months ago',
    },
    fix: { zh: '已过期限的请向中心咨询。', en: 'Ask the centre what can be done.' },
  },
});
