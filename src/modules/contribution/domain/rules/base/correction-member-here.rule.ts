import { defineRule, regulationsClause } from '../../../../policy';
import type { BaseMemberFact } from '../../base/base-facts';
import type { RosterMonthFact } from '../../facts';

/** A base is corrected of a member whom the employer remits for, and after no later change. */
export const correctionMemberHere = defineRule({
  id: 'correction-member-here',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: regulationsClause('16'),
  order: 30,
  reasonCode: 'ACCOUNT_NOT_FOUND',
  reads: { facts: ['base.member', 'roster.month'], parameters: [] },
  judge: ({ fact }) => {
    const { account, state, nameAgrees, latestChange } = fact<BaseMemberFact>('base.member');
    const { month } = fact<RosterMonthFact>('roster.month');
    const here = account === 'here' && nameAgrees !== false && state === '01';
    const inOrder = latestChange === null || latestChange <= month;
    return {
      truth: here && inOrder ? 'true' : 'false',
      observed: { state: here ? state : null, latestChange: here ? latestChange : null, month },
      required: '01',
    };
  },
  texts: {
    passed: { zh: '该职工账户正常', en: 'The member’s account is active' },
    member: {
      zh: '该人在本单位没有与姓名相符、状态正常的账户，或账户已有晚于 {observed.month} 生效的变更。',
      en: 'The person has no active account of that name with this employer, or it has a change from later than {observed.month}.',
    },
    officer: {
      zh: '账户不在本单位、不正常或已有更晚变更',
      en: 'Account not here, not active, or changed from later',
    },
    condition: {
      zh: '职工在本单位的账户状态正常，没有更晚月份的变更',
      en: 'The member has an active account here without a later change',
    },
    fix: { zh: '请核对姓名、证件号码和生效月份。', en: 'Check name, id number and month.' },
  },
});
