import { defineRule, regulationsClause } from '../../../../policy';
import type { FlexAccountFact } from '../../flexible/flexible-facts';
import { memberStateText } from '../../member/account-state';

/** One person, one account: a sealed one is used again. */
export const flexibleAccountJoins = defineRule({
  id: 'flexible-account-joins',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: regulationsClause('13'),
  order: 40,
  reasonCode: 'ACCOUNT_STATE',
  reads: { facts: ['flexible.account'], parameters: [] },
  judge: ({ fact }) => {
    const { state } = fact<FlexAccountFact>('flexible.account');
    const fits = state === null || state === '02' || state === '06';
    return {
      truth: fits ? 'true' : 'false',
      observed: state === null ? { zh: '无账户', en: 'no account' } : memberStateText(state),
      required: null,
    };
  },
  texts: {
    passed: { zh: '账户：{observed}', en: 'Account: {observed}' },
    member: {
      zh: '您已有账户，状态为“{observed}”；一人只有一个账户。',
      en: 'You have an account already, {observed}; a person has one.',
    },
    officer: { zh: '账户{observed}', en: 'Account {observed}' },
    condition: {
      zh: '没有账户，或原账户已封存（随之启用）',
      en: 'no account yet, or a sealed one, which is used again',
    },
    fix: {
      zh: '仍由单位缴存的无需办理；原单位未封存的，请原单位办理封存（GJ23）。',
      en: 'Nothing to do while an employer contributes; else have it seal the account (GJ23).',
    },
  },
});
