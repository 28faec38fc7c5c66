import { defineRule, practiceClause } from '../../../../policy';
import type { BackPaymentFact } from '../../back-payment/back-payment-fact';

/** Every member on it has an open account, with this employer or, of months here, with whomever they are now. */
export const backPaymentAccountsOpen2 = defineRule({
  id: 'back-payment-accounts-open',
  version: 2,
  effective: { from: '2026-12-01', until: null },
  clause: practiceClause(
    '补缴入账的账户应未销户，职工离职的记入其现在的账户',
    'the accounts made up for are open, those of leavers wherever they are now',
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
      zh: '提交后有账户销户，涉及 {observed.gone} 行。',
      en: 'Accounts of {observed.gone} lines were closed since the list was sent.',
    },
    officer: {
      zh: '{observed.gone}/{observed.lines} 行账户已销户',
      en: '{observed.gone} of {observed.lines} lines: account closed',
    },
    condition: {
      zh: '职工账户未销户',
      en: 'The members’ accounts are open',
    },
    fix: { zh: '请删除这些职工后重新提交。', en: 'Send it again without these members.' },
  },
});
