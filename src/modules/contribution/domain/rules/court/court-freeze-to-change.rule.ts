import { defineRule, practiceClause } from '../../../../policy';
import { FREEZE_STATE_TEXT } from '../../court/freeze-state';
import { type CourtFreezesFact, type CourtOrderFact, sameText } from '../../court/court-order';

/** Only the court that froze renews and releases; after its end there is nothing to renew (期满未续冻的自动失效). */
export const courtFreezeToChange = defineRule({
  id: 'court-freeze-to-change',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause('协助执行以人民法院的生效文书为准', 'What a court orders in force is carried out'),
  order: 50,
  reasonCode: 'COURT_FREEZE_NOT_OPEN',
  reads: { facts: ['court.order', 'court.freezes'], parameters: [] },
  judge: ({ fact }) => {
    const order = fact<CourtOrderFact>('court.order');
    const needed =
      order.inForce && order.kind !== 'freeze' && (order.kind !== 'deduct' || order.refersTo !== null);
    if (!needed) return { truth: 'true', observed: null, required: null };
    const { referred } = fact<CourtFreezesFact>('court.freezes');
    const fits = referred !== null && referred.open && sameText(referred.court, order.court);
    return {
      truth: fits ? 'true' : 'false',
      observed:
        referred === null
          ? { zh: '没有该冻结', en: 'no such freeze' }
          : { ...FREEZE_STATE_TEXT[referred.state] },
      required: order.court,
    };
  },
  texts: {
    passed: { zh: '所续、所解或据以扣划的冻结在期', en: 'The freeze that it changes is there' },
    member: {
      zh: '所引用的冻结（{observed}）不是{required}作出的在期冻结。',
      en: 'The freeze referred to ({observed}) is none that {required} has in force here.',
    },
    officer: { zh: '引用的冻结：{observed}', en: 'Freeze referred to: {observed}' },
    condition: {
      zh: '续冻、解冻及据冻结扣划的，所引用的冻结在期，且由同一法院作出',
      en: 'What is renewed, released or drawn on is a freeze in force of the same court',
    },
    fix: { zh: '冻结已届满或解除的，须有新的冻结文书。', en: 'A freeze that has ended needs a new order.' },
  },
});
