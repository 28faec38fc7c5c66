import { defineRule, TAIYUAN_CLAUSE } from '../../../../policy';
import { whoeverIs } from '../applicants';
import type { CreditFact } from '../fact-values';

const BANK_LOAN = 'commercial-housing';

/** DK05: the loan of the lender's statement is a home loan of a borrower, as the credit report has it. */
export const conversionLoanFound = defineRule({
  id: 'conversion-loan-found',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: TAIYUAN_CLAUSE,
  order: 86,
  reasonCode: 'LOAN_NOT_HOUSING',
  reads: { facts: ['loan.credit', 'loan.coCredit'], parameters: [] },
  judge(input) {
    const found = whoeverIs<CreditFact>(
      input,
      { own: 'loan.credit', others: 'loan.coCredit' },
      (credit) => credit?.loans.some(({ converted, type }) => converted && type === BANK_LOAN) === true,
    );
    return { truth: found.length > 0 ? 'true' : 'false', observed: found.length, required: 1 };
  },
  texts: {
    passed: {
      zh: '信用报告中有拟转换的商业住房贷款',
      en: 'The credit report shows the bank’s home loan to be converted',
    },
    member: {
      zh: '信用报告中没有贷款机构证明所列的商业住房贷款',
      en: 'The credit report shows no bank’s home loan as the lender’s statement names it',
    },
    officer: {
      zh: '征信未见该笔商业住房贷款',
      en: 'No such home loan in the credit report',
    },
    condition: {
      zh: '拟转换的贷款是借款人或配偶的商业住房贷款，信用报告可查',
      en: 'the loan to be converted is a bank’s home loan of borrower or spouse that the credit report shows',
    },
    fix: {
      zh: '请核对合同编号，由贷款机构更正后重新申请',
      en: 'Compare the contract number and have the lender correct it',
    },
  },
});
