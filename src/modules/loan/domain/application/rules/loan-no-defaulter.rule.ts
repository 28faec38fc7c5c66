import { defineRule, practiceClause } from '../../../../policy';
import { rolesIn } from '../applicants';
import type { CoCreditFact, CreditFact, DefaultersFact, LoanPartyRole } from '../fact-values';

/** LE7: nobody on the courts' list of defaulters, whether the courts or the credit report say so. */
export const loanNoDefaulter = defineRule({
  id: 'loan-no-defaulter',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause('失信被执行人不予贷款', 'No loan to somebody on the list of defaulters'),
  order: 72,
  reasonCode: 'DEFAULTER_LIST',
  reads: { facts: ['loan.defaulters', 'loan.credit', 'loan.coCredit'], parameters: [] },
  judge(input) {
    const listed = (): LoanPartyRole[] =>
      input.fact<DefaultersFact>('loan.defaulters').flatMap(({ role, listed: is }) => (is ? [role] : []));
    const flagged = (): LoanPartyRole[] => [
      ...(input.isKnown('loan.credit') &&
      input.fact<CreditFact>('loan.credit')?.flags.includes('defaulter') === true
        ? (['borrower'] as const)
        : []),
      ...(input.isKnown('loan.coCredit')
        ? input
            .fact<CoCreditFact>('loan.coCredit')
            .flatMap(({ role, flags }) => (flags.includes('defaulter') ? [role] : []))
        : []),
    ];
    const found = [...(input.isKnown('loan.defaulters') ? listed() : []), ...flagged()];
    if (found.length > 0) return { truth: 'false', observed: rolesIn(found), required: null };
    // The courts keep the list: their silence is not "not listed", whatever a credit report does not say.
    listed();
    return { truth: 'true', observed: null, required: null };
  },
  texts: {
    passed: {
      zh: '各参与人未列入失信被执行人名单',
      en: 'Nobody in it stands on the list of defaulters',
    },
    member: {
      zh: '{observed}被列入失信被执行人名单',
      en: 'On the courts’ list of defaulters: {observed}',
    },
    officer: {
      zh: '{observed}为失信被执行人',
      en: 'Defaulter in enforcement: {observed}',
    },
    condition: {
      zh: '各借款人、保证人未列入失信被执行人名单',
      en: 'nobody in it stands on the courts’ list of defaulters',
    },
    fix: {
      zh: '履行生效法律文书、移出名单后即可申请',
      en: 'Apply again once the court has taken you off the list',
    },
  },
});
