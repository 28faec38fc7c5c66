import { defineRule, practiceClause } from '../../../../policy';
import { parseYuan, yuan } from '../../../../../kernel/money';
import type { CourtOrderFact } from '../../court/court-order';
import { deductionRoom } from '../../court/deduction-room';

/** Not above what is there: payments under way and what other courts froze are not. */
export const courtDeductionWithin = defineRule({
  id: 'court-deduction-within',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause('协助执行以人民法院的生效文书为准', 'What a court orders in force is carried out'),
  order: 70,
  reasonCode: 'AMOUNT_OVER_ROOM',
  reads: { facts: ['court.order', 'court.freezes', 'member.balance'], parameters: [] },
  judge: ({ fact }) => {
    const order = fact<CourtOrderFact>('court.order');
    if (!order.inForce || order.kind !== 'deduct') return { truth: 'true', observed: null, required: null };
    const room = deductionRoom({ fact });
    const wanted = order.amount === null ? room : parseYuan(order.amount);
    return {
      truth: wanted > 0n && wanted <= room ? 'true' : 'false',
      observed: yuan(wanted),
      required: yuan(room),
    };
  },
  texts: {
    passed: {
      zh: '扣划{observed}元，可扣划{required}元',
      en: 'Deducts {observed} yuan of {required} that can be',
    },
    member: {
      zh: '扣划金额{observed}元超过可扣划的{required}元（在途付款和其他法院在先冻结的部分除外）。',
      en: '{observed} yuan are more than the {required} that can be deducted, payments under way and what other courts froze before apart.',
    },
    officer: { zh: '扣划{observed}，可扣{required}', en: '{observed} wanted, {required} there' },
    condition: { zh: '扣划金额不超过账户中可扣划的金额', en: 'No more is deducted than can be' },
    fix: {
      zh: '请执行法院按可扣划金额出具文书，或待资金入账后再扣划。',
      en: 'Ask the court for an order within what is there, or deduct when more has come in.',
    },
  },
});
