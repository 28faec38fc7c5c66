import { defineRule, practiceClause } from '../../../../policy';
import type { DebitFact } from '../../facts';

/** Money is collected only from an account that the employer has named for it. */
export const debitHasMandate = defineRule({
  id: 'debit-has-mandate',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause('委托收款须有有效签约', 'money is collected on a mandate that holds'),
  order: 55,
  reasonCode: 'NO_MANDATE',
  reads: { facts: ['remittance.debit'], parameters: [] },
  judge: ({ fact }) => {
    const { wanted, mandate } = fact<DebitFact>('remittance.debit');
    return { truth: wanted && !mandate ? 'false' : 'true', observed: mandate, required: wanted };
  },
  texts: {
    passed: { zh: '委托收款签约有效，或未申请委托收款', en: 'A mandate holds, or none is needed' },
    member: {
      zh: '申请委托收款，但单位没有有效的委托收款签约。',
      en: 'The amount is to be collected, but the employer has no mandate that holds.',
    },
    officer: { zh: '无有效签约', en: 'No mandate holds' },
    condition: {
      zh: '申请委托收款（collect）的，单位有有效的委托收款签约',
      en: 'To have the amount collected, a mandate must hold',
    },
    fix: {
      zh: '请先办理委托收款签约（GJ04），或不选委托收款，按缴款单号转账。',
      en: 'Give a mandate first (GJ04), or confirm without collecting and transfer under the payment number.',
    },
  },
});
