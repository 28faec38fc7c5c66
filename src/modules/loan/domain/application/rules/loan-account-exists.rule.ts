import { defineRule, regulationsClause } from '../../../../policy';
import { continuityFacts, steadiness } from '../contributor';

/** Loans are for those who contribute, here or with the centre of another city that the applicant named. */
export const loanAccountExists = defineRule({
  id: 'loan-account-exists',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: regulationsClause('26'),
  order: 20,
  reasonCode: 'ACCOUNT_NOT_FOUND',
  reads: { facts: continuityFacts, parameters: [] },
  judge(input) {
    const { state, elsewhere } = steadiness(input);
    const where = elsewhere
      ? { zh: '所填外地中心', en: 'the centre of the other city' }
      : { zh: '本中心', en: 'this centre' };
    return { truth: state === 'none' ? 'false' : 'true', observed: where, required: 'account' };
  },
  texts: {
    passed: {
      zh: '在{observed}有住房公积金账户',
      en: 'The borrower has an account with {observed}',
    },
    member: {
      zh: '您在{observed}没有住房公积金账户',
      en: 'You have no housing fund account with {observed}',
    },
    officer: {
      zh: '{observed}无该职工账户',
      en: 'No account of this person with {observed}',
    },
    condition: {
      zh: '借款人在本中心或所填外地中心有住房公积金账户',
      en: 'the borrower has an account with this centre, or with that of another city',
    },
    fix: {
      zh: '账户在外地的，请填写缴存地中心机构号办理异地贷款',
      en: 'With an account in another city, name the centre there',
    },
  },
});
