import { defineRule, regulationsClause } from '../../../../policy';
import type { CertifiedStateFact } from '../../certificate/certified-state';
import { memberStateText } from '../../member/account-state';

/** Whoever ever had an account may ask what is in it, closed, sealed or frozen as it may be. */
export const memberHasAccount = defineRule({
  id: 'member-has-account',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: regulationsClause('22'),
  order: 10,
  reasonCode: 'ACCOUNT_NOT_FOUND',
  reads: { facts: ['member.account'], parameters: [] },
  judge: ({ fact }) => {
    const { state } = fact<CertifiedStateFact>('member.account');
    if (state === 'none') {
      return { truth: 'false', observed: { zh: '查无账户', en: 'no account' }, required: null };
    }
    return { truth: 'true', observed: memberStateText(state), required: null };
  },
  texts: {
    passed: {
      zh: '在本中心有个人账户，状态为“{observed}”',
      en: 'There is an account at this centre: {observed}',
    },
    member: {
      zh: '您在本中心没有住房公积金账户，没有可以证明的缴存情况。',
      en: 'You have no account at this centre, so there is nothing to certify.',
    },
    officer: { zh: '本中心无该职工账户：{observed}', en: 'No account of this person here: {observed}' },
    condition: { zh: '在本中心有或曾有个人账户', en: 'There is or was an account at this centre' },
    fix: {
      zh: '账户在外地的，请向账户所在地中心申请；尚未开户的，请由所在单位办理个人账户设立。',
      en: 'Ask the centre that keeps your account; without one, have your employer open it.',
    },
  },
});
