import { defineRule, practiceClause } from '../../../../policy';
import type { BackPaymentFact } from '../../back-payment/back-payment-fact';

/** Every member on it still has an open account with this employer. */
export const backPaymentAccountsOpen = defineRule({
  id: 'back-payment-accounts-open',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause(
    '补缴入账的账户应在本单位且未销户',
    'the accounts made up for are open and this employer’s',
  ),
  order: 45,
  reasonCode: 'ACCOUNT_STATE',
  reads: { facts: ['backPayment.list'], parameters: [] },
  judge: ({ fact }) => {
    const { gone, lines } = fact<BackPaymentFact>('backPayment.list');
    return { truth: gone === 0 ? 'true' : 'false', observed: { gone, lines }, required: null };
  },
  texts: {
    passed: { zh: '各职工账户均未销户', en: 'All accounts are open' },
    member: {
      zh: '提交后有账户销户或转出，涉及 {observed.gone} 行。',
      en: 'Accounts of {observed.gone} lines were closed or moved since the list was sent.',
    },
    officer: {
      zh: '{observed.gone}/{observed.lines} 行账户已销户或转出',
      en: '{observed.gone} of {observed.lines} lines: account closed or moved',
    },
    condition: {
      zh: '职工账户在本单位且未销户',
      en: 'The members’ accounts are open and with this employer',
    },
    fix: { zh: '请删除这些职工后重新提交。', en: 'Send it again without these members.' },
  },
});
