import { defineRule, assumedClause } from '../../../../policy';
import { addMonths, parseDay } from '../../../../../kernel/calendar';
import { type CourtOrderFact, isTermed } from '../../court/court-order';

/** A freeze without an end, ended, or longer than the law allows is not carried out. */
export const courtFreezeInTerm = defineRule({
  id: 'court-freeze-in-term',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: assumedClause('冻结期限参照冻结银行存款的期限', 'Terms of freezes are those of bank deposits'),
  order: 40,
  reasonCode: 'COURT_TERM_INVALID',
  reads: { facts: ['court.order'], parameters: ['account.freezeMaxMonths'] },
  judge: ({ fact, parameters, today }) => {
    const order = fact<CourtOrderFact>('court.order');
    const latest = addMonths(parseDay(today), parameters.integer('account.freezeMaxMonths'));
    const until = order.inForce && isTermed(order.kind) ? order.until : today;
    const fits = until !== null && until >= today && until <= latest;
    return {
      truth: fits ? 'true' : 'false',
      observed: until ?? { zh: '未写明', en: 'none' },
      required: latest,
    };
  },
  texts: {
    passed: { zh: '期限至{observed}', en: 'Until {observed}' },
    member: {
      zh: '冻结期限（{observed}）须写明，不早于今天，不晚于{required}。',
      en: 'The term ({observed}) must be named, end no earlier than today and no later than {required}.',
    },
    officer: { zh: '期限{observed}，最晚{required}', en: 'Term {observed}, at most {required}' },
    condition: {
      zh: '冻结、续冻写明期限，且不超过{param:account.freezeMaxMonths}个月',
      en: 'A freeze or its renewal names its last day, within {param:account.freezeMaxMonths} months',
    },
    fix: {
      zh: '请执行法院更正期限后重新提交。',
      en: 'Ask the court to mend the term and enter the order again.',
    },
  },
});
