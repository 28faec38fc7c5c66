import { defineRule, nationalClause } from '../../../../policy';
import { rolesIn } from '../applicants';
import type { CoNationwideFact, HistoryFact, LoanPartyRole, NationwideFact } from '../fact-values';

/** LE5: nobody who borrows has another housing fund loan that is not repaid, here or anywhere in the country. */
export const loanNoneUnsettled = defineRule({
  id: 'loan-none-unsettled',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: nationalClause('建金〔2010〕179号', 'Jian Jin [2010] No. 179', '2010-11-02'),
  order: 55,
  reasonCode: 'UNSETTLED_HPF_LOAN',
  reads: { facts: ['loan.history', 'loan.nationwide', 'loan.coNationwide'], parameters: [] },
  judge(input) {
    const here = (): LoanPartyRole[] =>
      input
        .fact<HistoryFact>('loan.history')
        .unsettled.flatMap(({ role, count }) => (count > 0 ? [role] : []));
    const own = (): LoanPartyRole[] =>
      input.fact<NationwideFact>('loan.nationwide').unsettled > 0 ? ['borrower'] : [];
    const others = (): LoanPartyRole[] =>
      input
        .fact<CoNationwideFact>('loan.coNationwide')
        .flatMap(({ role, unsettled }) => (unsettled > 0 ? [role] : []));
    const told = [
      ...(input.isKnown('loan.history') ? here() : []),
      ...(input.isKnown('loan.nationwide') ? own() : []),
      ...(input.isKnown('loan.coNationwide') ? others() : []),
    ];
    // One loan that is told decides whatever the others may say.
    if (told.length > 0) return { truth: 'false', observed: rolesIn(told), required: null };
    here();
    own();
    others();
    return { truth: 'true', observed: null, required: null };
  },
  texts: {
    passed: {
      zh: '借款人、配偶、共同借款人在全国没有未结清的公积金贷款',
      en: 'Nobody who borrows has an unsettled housing fund loan anywhere in the country',
    },
    member: {
      zh: '{observed}有未结清的住房公积金贷款，结清后才能再次申请',
      en: 'An earlier housing fund loan of {observed} is not settled yet',
    },
    officer: {
      zh: '{observed}有未结清公积金贷款（本中心或外地）',
      en: 'Unsettled housing fund loan of {observed}, here or elsewhere',
    },
    condition: {
      zh: '借款人、配偶、共同借款人没有未结清的住房公积金贷款（全国范围）',
      en: 'borrower, spouse and co-borrowers have no unsettled housing fund loan anywhere in the country',
    },
    fix: {
      zh: '结清原贷款后即可申请',
      en: 'Apply when the earlier loan is settled',
    },
  },
});
