import { defineRule, practiceClause } from '../../../../policy';
import type { MoveAccountFact } from '../../member/account-move';
import { memberStateText } from '../../member/account-state';

/** Only a sealed account moves to another employer. */
export const moveAccountSealed = defineRule({
  id: 'move-account-sealed',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause(
    '同城转移时原账户已封存、未冻结',
    'For a transfer within the city the account is sealed and not frozen',
  ),
  order: 20,
  reasonCode: 'ACCOUNT_STATE',
  reads: { facts: ['move.account'], parameters: [] },
  judge: ({ fact }) => {
    const { state } = fact<MoveAccountFact>('move.account');
    // A frozen account, and one that is not there, are other rules' to judge.
    const fits = state === null || state === '06' || state === '02';
    return {
      truth: fits ? 'true' : 'false',
      observed: state === null ? null : memberStateText(state),
      required: memberStateText('02'),
    };
  },
  texts: {
    passed: { zh: '账户状态：{observed}', en: 'State of the account: {observed}' },
    member: {
      zh: '账户状态为“{observed}”，转移前须由原单位封存。',
      en: 'The account is {observed}; the former employer seals it before a transfer.',
    },
    officer: { zh: '账户{observed}，应为{required}', en: '{observed}, must be {required}' },
    condition: { zh: '原单位账户已封存', en: 'The account is sealed at the former employer' },
    fix: {
      zh: '请原单位办理封存（GJ23）；原单位已注销或离职满30日的，可申请集中封存（GJ26）。',
      en: 'Have the former employer seal it (GJ23); where it is gone, or 30 days after leaving, apply for the central sealed account (GJ26).',
    },
  },
});
