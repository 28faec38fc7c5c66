import { defineRule, practiceClause } from '../../../../policy';
import type { CourtOrderFact } from '../../court/court-order';

/** What is done to an account is done on the word of the court itself, not of a paper alone. */
export const courtOrderInForce = defineRule({
  id: 'court-order-in-force',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause('协助执行以人民法院的生效文书为准', 'What a court orders in force is carried out'),
  order: 10,
  reasonCode: 'COURT_ORDER_NOT_IN_FORCE',
  reads: { facts: ['court.order'], parameters: [] },
  judge: ({ fact }) => {
    const { inForce } = fact<CourtOrderFact>('court.order');
    return { truth: inForce ? 'true' : 'false', observed: inForce, required: true };
  },
  texts: {
    passed: {
      zh: '法院查控系统有该文书，且针对本人',
      en: 'The court registry has the order, and it is about this person',
    },
    member: {
      zh: '法院查控系统中没有针对该职工的这一文书。',
      en: 'The court registry has no such order about this person.',
    },
    officer: { zh: '查控系统无此文书', en: 'No such order in the court registry' },
    condition: {
      zh: '文书在法院查控系统中有效，且针对该职工',
      en: 'The court registry has the order in force, about this person',
    },
    fix: {
      zh: '请核对案号、姓名和证件号码，或请执行法院先在查控系统中提交。',
      en: 'Check number, name and id number, or ask the court to enter the order first.',
    },
  },
});
