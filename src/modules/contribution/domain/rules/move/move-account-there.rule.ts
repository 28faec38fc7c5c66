import { defineRule, regulationsClause } from '../../../../policy';
import type { MoveAccountFact } from '../../member/account-move';

/** What is moved is there. */
export const moveAccountThere = defineRule({
  id: 'move-account-there',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: regulationsClause('13'),
  order: 10,
  reasonCode: 'ACCOUNT_NOT_FOUND',
  reads: { facts: ['move.account'], parameters: [] },
  judge: ({ fact }) => {
    const { state } = fact<MoveAccountFact>('move.account');
    return { truth: state === null ? 'false' : 'true', observed: state, required: null };
  },
  texts: {
    passed: { zh: '有未销户的账户', en: 'There is an open account' },
    member: { zh: '该职工在本中心没有未销户的账户。', en: 'The person has no open account here.' },
    officer: { zh: '无账户', en: 'No open account' },
    condition: { zh: '该职工在本中心有未销户的账户', en: 'The person has an open account here' },
    fix: {
      zh: '首次缴存的，由单位办理个人账户设立（GJ20）。',
      en: 'For a first contribution the employer opens an account (GJ20).',
    },
  },
});
