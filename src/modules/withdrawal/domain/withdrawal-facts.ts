import type { BilingualText } from '../../../kernel/decision';
import type { FactNeed } from '../../casework';

/** The paper that a fact replaces. */
export const paper = (zh: string, en: string): { readonly replaces: BilingualText } => ({
  replaces: { zh, en },
});

export const identityNeed: FactNeed = {
  name: 'person.identity',
  ...paper('身份证复印件', 'copy of the identity card'),
};

export const marriageNeed: FactNeed = {
  name: 'household.marriage',
  ...paper('结婚证或单身声明', 'marriage certificate or declaration'),
};

/** The account and what speaks against any withdrawal from it. */
export const accountNeeds: readonly FactNeed[] = [
  { name: 'member.account', ...paper('公积金缴存证明', 'certificate of contributions') },
  { name: 'account.engagement' },
  { name: 'person.restrictions' },
  { name: 'person.owedBack' },
];

/** Loans of member and spouse, asked after the marriage; and what of them is the member's own, whoever the spouse is. */
export const loanNeeds: readonly FactNeed[] = [
  { name: 'loan.standing', ...paper('贷款情况证明', 'statement of loans') },
  { name: 'loan.ownStanding' },
];

export const balanceNeed: FactNeed = { name: 'member.balance' };

export const cardNeed: FactNeed = { name: 'member.card', ...paper('银行卡复印件', 'copy of the bank card') };
