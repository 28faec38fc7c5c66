import { parseYuan, yuan } from '../../../../../kernel/money';
import { defineRule, practiceClause } from '../../../../policy';
import { whoeverIs } from '../applicants';
import type { CreditFact, StatementFact } from '../fact-values';
import { NOT_APPLICABLE } from '../words';

const convertedIn = (credit: CreditFact) => credit?.loans.find(({ converted }) => converted);

/**
 * DK05: no more is paid off than the credit report knows to be owed. The report is up to a month old and a balance only
 * falls, so a statement of less agrees with it; one of more would come back to the borrower as money.
 */
export const conversionBalanceAgrees = defineRule({
  id: 'conversion-balance-agrees',
  version: 1,
  effective: { from: '2026-12-01', until: null },
  clause: practiceClause(
    '商转公金额不超过原商业贷款余额',
    'No more is converted than is owed on the bank’s loan',
  ),
  order: 89,
  reasonCode: 'BALANCE_DIFFERS',
  reads: { facts: ['conversion.statement', 'loan.credit', 'loan.coCredit'], parameters: [] },
  judge(input) {
    const { balance: stated } = input.fact<StatementFact>('conversion.statement');
    const [found] = whoeverIs<CreditFact>(
      input,
      { own: 'loan.credit', others: 'loan.coCredit' },
      (credit) => convertedIn(credit) !== undefined,
    );
    const reported = found && convertedIn(found.value)?.balance;
    // That there is no such loan is another rule's to tell.
    if (reported === undefined) return { truth: 'true', observed: stated, required: NOT_APPLICABLE };
    const truth = parseYuan(stated) <= parseYuan(reported) ? 'true' : 'false';
    return { truth, observed: yuan(parseYuan(stated)), required: reported };
  },
  texts: {
    passed: {
      zh: '贷款机构证明余额 {observed} 元，信用报告余额 {required}',
      en: 'Balance by the lender’s statement {observed} yuan, by the credit report {required}',
    },
    member: {
      zh: '贷款机构证明所列余额 {observed} 元，多于信用报告所载余额 {required} 元',
      en: 'The lender’s statement says that {observed} yuan are owed, the credit report {required}, which is less',
    },
    officer: {
      zh: '证明余额 {observed} 大于征信余额 {required}',
      en: 'Statement {observed} over credit report {required}',
    },
    condition: {
      zh: '贷款机构证明所列余额不多于信用报告所载余额',
      en: 'the lender’s statement says that no more is owed than the credit report does',
    },
    fix: {
      zh: '请贷款机构核对余额，更正证明或更新信用报告后重新申请',
      en: 'Have the lender compare the balance and correct the statement or the report, and apply again',
    },
  },
});
