import { defineRule, regulationsClause } from '../../../../policy';
import { memberStateText } from '../../member/account-state';
import type { RosterMemberWord } from '../../roster/judge-roster-row';
import { ROSTER_STEPS } from '../../roster/roster-change';

const WANTED = ROSTER_STEPS.seal.from ?? '';

/** Only an active account is sealed: state 01 to 02. */
export const sealAccountActive = defineRule({
  id: 'seal-account-active',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: regulationsClause('15'),
  order: 50,
  reasonCode: 'ACCOUNT_STATE',
  reads: { facts: ['roster.members'], parameters: [] },
  judge: ({ fact }) => {
    const [member] = fact<RosterMemberWord[]>('roster.members');
    const state = member?.state ?? null;
    return {
      // Whether there is an account is another rule's to judge.
      truth: state === null || state === WANTED ? 'true' : 'false',
      observed:
        state === null
          ? { zh: '查无账户，未作比对', en: 'no account, nothing compared' }
          : memberStateText(state),
      required: memberStateText(WANTED),
    };
  },
  texts: {
    passed: { zh: '账户状态：{observed}', en: 'State of the account: {observed}' },
    member: {
      zh: '账户状态为“{observed}”，应为“{required}”。',
      en: 'The account is {observed}; it must be {required}.',
    },
    officer: { zh: '账户状态：{observed}，应为{required}', en: 'State {observed}, must be {required}' },
    condition: { zh: '账户状态正常', en: 'The account is active' },
    fix: {
      zh: '已封存的账户无需再封存；冻结的账户待冻结解除后办理。',
      en: 'A sealed account needs no other seal; a frozen one waits until it is released.',
    },
  },
});
