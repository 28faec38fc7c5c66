import { defineRule, practiceClause } from '../../../../policy';
import type { MoveAccountFact } from '../../member/account-move';

/** As for a transfer; of an employer that is gone nobody will list a month any more, and the account need not wait for it. */
export const centralSealMonthsListed = defineRule({
  id: 'central-seal-months-listed',
  version: 1,
  effective: { from: '2026-12-01', until: null },
  clause: practiceClause(
    '封存前的月份由原单位核定后，账户方可转出',
    'an account leaves its employer once that has listed the months before the seal',
  ),
  order: 40,
  reasonCode: 'MONTH_GAP',
  reads: { facts: ['move.account', 'central.employer'], parameters: [] },
  judge: ({ fact }) => {
    const { sealedFrom, formerUnlisted } = fact<MoveAccountFact>('move.account');
    const listed = sealedFrom === null || formerUnlisted === null || sealedFrom <= formerUnlisted;
    const fits = listed || fact<string>('central.employer') === 'gone';
    return { truth: fits ? 'true' : 'false', observed: formerUnlisted, required: sealedFrom };
  },
  texts: {
    passed: {
      zh: '原单位应缴月份均已核定，或原单位已灭失',
      en: 'Every month of the former employer is listed, or the employer is gone',
    },
    member: {
      zh: '原单位自{observed}起的清册尚未核定，职工自{required}起封存；集中封存前须先核定封存前的月份。',
      en: 'The former employer has not confirmed its list of {observed}, and the seal holds from {required}: the months before it come first.',
    },
    officer: { zh: '原单位未核定至封存月：{observed}', en: 'Former employer unlisted from {observed}' },
    condition: {
      zh: '原单位封存前的月份均已核定；原单位已灭失的除外',
      en: 'the former employer has confirmed every month before the seal, unless it is gone',
    },
    fix: {
      zh: '请原单位先核定并汇缴封存前的月份。',
      en: 'Have the former employer confirm and remit the months before the seal.',
    },
  },
});
