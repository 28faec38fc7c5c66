import { assumedClause, defineRule } from '../../../../policy';
import type { CertifiedStateFact } from '../../certificate/certified-state';
import { memberStateText } from '../../member/account-state';

const OPEN: readonly string[] = ['01', '02', '06'];

/** Another centre lends on an account that exists: a closed one has a plain certificate only. */
export const loanCertificateAccountOpen = defineRule({
  id: 'loan-certificate-account-open',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: assumedClause(
    '异地贷款缴存使用证明为未销户的账户出具',
    'certificates for a loan elsewhere are issued for accounts that are not closed',
  ),
  order: 20,
  reasonCode: 'ACCOUNT_STATE',
  reads: { facts: ['member.account'], parameters: [] },
  judge: ({ fact, input }) => {
    const { state } = fact<CertifiedStateFact>('member.account');
    const asked = (input as { readonly certificate: string }).certificate === 'loan-elsewhere';
    // Whether there is an account at all is another rule's to judge.
    const fits = !asked || state === 'none' || OPEN.includes(state);
    return { truth: fits ? 'true' : 'false', observed: memberStateText(state), required: null };
  },
  texts: {
    passed: { zh: '账户状态与所申请的证明相符', en: 'The state of the account suits the certificate' },
    member: {
      zh: '您的账户状态为“{observed}”，不能出具异地贷款缴存使用证明。',
      en: 'Your account is {observed}; no certificate for a loan elsewhere is issued for it.',
    },
    officer: { zh: '账户状态：{observed}，已销户', en: 'State of the account: {observed}, closed' },
    condition: {
      zh: '申请异地贷款缴存使用证明的，账户未销户',
      en: 'For a loan elsewhere the account is not closed',
    },
    fix: {
      zh: '可改为申请个人缴存证明（certificate=contribution）；账户已转往外地的，请向转入地中心申请。',
      en: 'Ask for the plain certificate (certificate=contribution); if the account moved, ask the centre that has it.',
    },
  },
});
