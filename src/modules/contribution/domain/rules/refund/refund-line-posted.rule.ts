import { defineRule, practiceClause } from '../../../../policy';
import type { RefundLineFact } from '../../refund/refund-fact';

/** Only what was credited can be refunded. */
export const refundLinePosted = defineRule({
  id: 'refund-line-posted',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause('只退回已入账的汇缴、补缴', 'only what was credited is refunded'),
  order: 20,
  reasonCode: 'LINE_NOT_POSTED',
  reads: { facts: ['refund.line'], parameters: [] },
  judge: ({ fact }) => {
    const line = fact<RefundLineFact>('refund.line');
    return {
      truth: line.found ? 'true' : 'false',
      observed: line.found ? line.creditedOn : null,
      required: null,
    };
  },
  texts: {
    passed: { zh: '该笔缴款已于 {observed} 入账', en: 'It was credited on {observed}' },
    member: {
      zh: '本单位已入账的清册中没有该职工该年月的缴款。',
      en: 'No list of yours that was credited has this member and month.',
    },
    officer: { zh: '查无该笔入账', en: 'no such line was credited' },
    condition: {
      zh: '该职工该年月的汇缴或补缴由本单位缴纳且已入账',
      en: 'The line was paid by this employer and credited',
    },
    fix: {
      zh: '请核对姓名、证件号码、年月和补缴清册编号。',
      en: 'Check name, id number, month and the id of the back payment.',
    },
  },
});
