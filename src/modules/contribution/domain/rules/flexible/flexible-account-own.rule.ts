import { defineRule, regulationsClause } from '../../../../policy';
import type { FlexAccountFact } from '../../flexible/flexible-facts';

/** What is changed is a voluntary account. */
export const flexibleAccountOwn = defineRule({
  id: 'flexible-account-own',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: regulationsClause('13'),
  order: 10,
  reasonCode: 'ACCOUNT_NOT_FOUND',
  reads: { facts: ['flexible.account'], parameters: [] },
  judge: ({ fact }) => {
    const { at, state } = fact<FlexAccountFact>('flexible.account');
    const own = at === 'flexible' && state !== null;
    return { truth: own ? 'true' : 'false', observed: own, required: true };
  },
  texts: {
    passed: { zh: '有灵活就业缴存账户', en: 'There is a voluntary account' },
    member: { zh: '您没有灵活就业缴存账户。', en: 'You have no voluntary account.' },
    officer: { zh: '无灵活就业账户', en: 'No voluntary account' },
    condition: { zh: '有灵活就业缴存账户', en: 'there is a voluntary account' },
    fix: { zh: '请先办理灵活就业人员开户（GJ30）。', en: 'Open one first (GJ30).' },
  },
});
