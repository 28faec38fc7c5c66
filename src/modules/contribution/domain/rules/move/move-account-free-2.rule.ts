import { defineRule, practiceClause } from '../../../../policy';
import type { Json } from '../../../../../kernel/fact';
import type { MoveAccountFact } from '../../member/account-move';

/** One business an account at a time; of an account that the applicant may not hear of, nothing is said. */
export const moveAccountFree2 = defineRule({
  id: 'move-account-free',
  version: 2,
  effective: { from: '2026-12-01', until: null },
  clause: practiceClause(
    '账户有在办提取等业务的，办结后转移',
    'An account with business under way moves after it',
  ),
  order: 30,
  reasonCode: 'BUSINESS_IN_PROGRESS',
  reads: { facts: ['move.account', 'account.engagement'], parameters: [] },
  judge: ({ fact }) => {
    const { state } = fact<MoveAccountFact>('move.account');
    if (state === null) return { truth: 'true', observed: null, required: null };
    const { engaged, item } = fact<{ engaged: boolean; item: Json }>('account.engagement');
    return { truth: engaged ? 'false' : 'true', observed: item, required: null };
  },
  texts: {
    passed: { zh: '没有在办业务', en: 'No business under way' },
    member: { zh: '账户有在办业务：{observed}。', en: 'Business is under way on the account: {observed}.' },
    officer: { zh: '在办：{observed}', en: 'Under way: {observed}' },
    condition: {
      zh: '账户没有在办的提取等业务',
      en: 'no withdrawal or other business is under way on the account',
    },
    fix: { zh: '请待在办业务办结后再办理。', en: 'Apply again when it has ended.' },
  },
});
