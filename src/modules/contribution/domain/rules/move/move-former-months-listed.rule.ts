import { defineRule, practiceClause } from '../../../../policy';
import type { MoveAccountFact } from '../../member/account-move';

/** A month before the seal that is not on a list yet would be lost with the move. */
export const moveFormerMonthsListed = defineRule({
  id: 'move-former-months-listed',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause(
    '同城转移时原账户已封存、未冻结',
    'For a transfer within the city the account is sealed and not frozen',
  ),
  order: 40,
  reasonCode: 'MONTH_GAP',
  reads: { facts: ['move.account'], parameters: [] },
  judge: ({ fact }) => {
    const { sealedFrom, formerUnlisted } = fact<MoveAccountFact>('move.account');
    const listed = sealedFrom === null || formerUnlisted === null || sealedFrom <= formerUnlisted;
    return { truth: listed ? 'true' : 'false', observed: formerUnlisted, required: sealedFrom };
  },
  texts: {
    passed: { zh: '原单位应缴月份均已核定', en: 'Every month of the former employer is listed' },
    member: {
      zh: '原单位自{observed}起的清册尚未核定，职工自{required}起封存；转移前须先核定封存前的月份。',
      en: 'The former employer has not confirmed its list of {observed}, and the seal holds from {required}: the months before it come first.',
    },
    officer: { zh: '原单位未核定至封存月：{observed}', en: 'Former employer unlisted from {observed}' },
    condition: {
      zh: '原单位封存前的月份均已核定',
      en: 'the former employer has confirmed every month before the seal',
    },
    fix: {
      zh: '请原单位先核定并汇缴封存前的月份。',
      en: 'Have the former employer confirm and remit the months before the seal.',
    },
  },
});
