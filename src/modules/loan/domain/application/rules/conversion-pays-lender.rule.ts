import { defineRule, practiceClause, UnknownFactSignal } from '../../../../policy';
import type { StatementFact } from '../fact-values';

/** DK05: what is paid off is paid to the lender itself. */
export const conversionPaysLender = defineRule({
  id: 'conversion-pays-lender',
  version: 1,
  effective: { from: '2026-12-01', until: null },
  clause: practiceClause(
    '商转公贷款划入原贷款机构的账户',
    'A conversion is paid to the lender whose loan it pays off',
  ),
  order: 92,
  reasonCode: 'PAYEE_NOT_CONFIRMED',
  reads: { facts: ['conversion.statement'], parameters: [] },
  judge(input) {
    const { payeeIsLender } = input.fact<StatementFact>('conversion.statement');
    // Not compared is not agreed.
    if (payeeIsLender === undefined) throw new UnknownFactSignal(['conversion.statement']);
    const observed = payeeIsLender
      ? { zh: '贷款机构', en: 'the lender' }
      : { zh: '其他户名', en: 'another owner' };
    return { truth: payeeIsLender ? 'true' : 'false', observed, required: null };
  },
  texts: {
    passed: {
      zh: '收款账户户名：{observed}',
      en: 'Owner of the account to be paid: {observed}',
    },
    member: {
      zh: '收款账户户名应为贷款机构，证明所列为{observed}',
      en: 'The account to be paid has to be the lender’s; the statement names {observed}',
    },
    officer: {
      zh: '收款户名与贷款机构不一致（{observed}）',
      en: 'Payee is not the lender ({observed})',
    },
    condition: {
      zh: '收款账户户名与贷款机构名称一致',
      en: 'the account to be paid is in the name of the lender',
    },
    fix: {
      zh: '请贷款机构在证明中写明以其名称开立的还款账户',
      en: 'Have the lender name an account of its own in the statement',
    },
  },
});
