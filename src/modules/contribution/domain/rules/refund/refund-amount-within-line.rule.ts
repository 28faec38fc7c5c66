import { assumedClause, defineRule } from '../../../../policy';
import { parseYuan } from '../../../../../kernel/money';
import type { RefundLineFact } from '../../refund/refund-fact';

/** No more than the line is refunded, all refunds together, and neither side pays for the other. */
export const refundAmountWithinLine = defineRule({
  id: 'refund-amount-within-line',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: assumedClause(
    '退回金额不超过该笔缴款减去已退回部分',
    'no more is refunded than what is left of the line',
  ),
  order: 40,
  reasonCode: 'REFUND_OVER_LINE',
  reads: { facts: ['refund.line'], parameters: [] },
  judge: ({ fact }) => {
    const line = fact<RefundLineFact>('refund.line');
    // Whether there is a line is another rule's to judge.
    const nothing = { employer: null, employee: null };
    if (!line.found) return { truth: 'true', observed: nothing, required: nothing };
    const { employer, employee, leftEmployer, leftEmployee } = line;
    const over =
      parseYuan(employer) > parseYuan(leftEmployer) || parseYuan(employee) > parseYuan(leftEmployee);
    const asked = parseYuan(line.amount) > 0n;
    return {
      truth: asked && !over ? 'true' : 'false',
      observed: { employer, employee },
      required: { employer: leftEmployer, employee: leftEmployee },
    };
  },
  texts: {
    passed: {
      zh: '退回单位 {observed.employer} 元、个人 {observed.employee} 元，未超过该笔余额',
      en: 'Of either side {observed.employer} and {observed.employee} are refunded, no more than is left',
    },
    member: {
      zh: '申请退回单位 {observed.employer} 元、个人 {observed.employee} 元；该笔可退单位 {required.employer} 元、个人 {required.employee} 元。',
      en: 'You ask for {observed.employer} (employer) and {observed.employee} (employee); {required.employer} and {required.employee} can be refunded.',
    },
    officer: {
      zh: '申请 {observed.employer}/{observed.employee}，可退 {required.employer}/{required.employee}',
      en: 'asked {observed.employer}/{observed.employee}, left {required.employer}/{required.employee}',
    },
    condition: {
      zh: '退回金额大于零，单位、个人部分均不超过该笔缴款减去已退回部分',
      en: 'The amount is above zero and neither side is more than what is left of the line',
    },
    fix: { zh: '请按可退金额重新申请。', en: 'Apply again for what is left.' },
  },
});
