import { defineRule, practiceClause } from '../../../../policy';
import type { BuildPayeeFact } from '../fact-values';

/** DK04: the money goes to the account of the organisation that builds, never to a person's. */
export const buildPayeeConfirmed = defineRule({
  id: 'build-payee-confirmed',
  version: 1,
  effective: { from: '2026-12-01', until: null },
  clause: practiceClause(
    '建房贷款划入施工单位的单位账户',
    'The money of building works goes to the account of the organisation that builds',
  ),
  order: 85,
  reasonCode: 'PAYEE_NOT_CONFIRMED',
  reads: { facts: ['build.payee'], parameters: [] },
  judge(input) {
    const { found, open, nameAgrees } = input.fact<BuildPayeeFact>('build.payee');
    const observed = !found
      ? { zh: '不是单位账户', en: 'no account of an organisation' }
      : !nameAgrees
        ? { zh: '户名与所填施工单位不一致', en: 'an account of another organisation' }
        : !open
          ? { zh: '账户已停用', en: 'an account that is closed' }
          : { zh: '施工单位的单位账户', en: 'an account of the builder' };
    return { truth: found && open && nameAgrees ? 'true' : 'false', observed, required: null };
  },
  texts: {
    passed: {
      zh: '开户银行核验收款账户：{observed}',
      en: 'The bank says of the account to be paid: {observed}',
    },
    member: {
      zh: '开户银行核验施工合同所列收款账户：{observed}；贷款只付给施工单位的单位账户',
      en: 'The bank says of the account in the building contract: {observed}; the loan is paid to the builder’s corporate account alone',
    },
    officer: {
      zh: '收款账户核验：{observed}',
      en: 'Account to be paid: {observed}',
    },
    condition: {
      zh: '收款账户是施工单位的单位账户，户名由开户银行核验一致、账户正常',
      en: 'the account to be paid is a corporate one of the builder, open, its owner confirmed by the bank',
    },
    fix: {
      zh: '请施工单位提供其单位账户的户名和账号，核对后重新申请',
      en: 'Ask the builder for name and number of its corporate account and apply again',
    },
  },
});
