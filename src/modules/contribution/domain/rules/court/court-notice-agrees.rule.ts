import { defineRule, practiceClause } from '../../../../policy';
import { type CourtNoticeFact, type CourtOrderFact, sameText } from '../../court/court-order';

/** The paper in hand and the court registry say the same; where they differ nothing is done. */
export const courtNoticeAgrees = defineRule({
  id: 'court-notice-agrees',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause('协助执行以人民法院的生效文书为准', 'What a court orders in force is carried out'),
  order: 20,
  reasonCode: 'COURT_NOTICE_DIFFERS',
  reads: { facts: ['court.order', 'court.notice'], parameters: [] },
  judge: ({ fact }) => {
    const order = fact<CourtOrderFact>('court.order');
    const notice = fact<CourtNoticeFact>('court.notice');
    const agrees =
      !order.inForce || (sameText(order.orderNo, notice.orderNo) && sameText(order.court, notice.court));
    return {
      truth: agrees ? 'true' : 'false',
      observed: { orderNo: notice.orderNo, court: notice.court },
      required: order.inForce ? { orderNo: order.orderNo, court: order.court } : null,
    };
  },
  texts: {
    passed: { zh: '所示通知书与查控系统一致', en: 'The notice agrees with the court registry' },
    member: {
      zh: '所示通知书（{observed.court}，{observed.orderNo}）与查控系统中的文书不一致。',
      en: 'The notice shown ({observed.court}, {observed.orderNo}) is not the order of the court registry.',
    },
    officer: { zh: '通知书与查控系统不一致', en: 'Notice differs from the court registry' },
    condition: {
      zh: '协助执行通知书的法院和文号与查控系统一致',
      en: 'Court and number of the notice agree with the court registry',
    },
    fix: {
      zh: '请执行人员出示本次措施的协助执行通知书。',
      en: 'Ask the officers of the court for the notice of this very measure.',
    },
  },
});
