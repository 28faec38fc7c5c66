import { defineRule, assumedClause } from '../../../../policy';
import type { MoveAccountFact } from '../../member/account-move';
import { memberStateText } from '../../member/account-state';

/** Sealed, or sealed with the move because nobody else could. */
export const centralSealState = defineRule({
  id: 'central-seal-state',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: assumedClause(
    '集中封存的账户为封存状态；单位已灭失的，正常账户随之封存',
    'A central sealed account is sealed; where the employer is gone an active one is sealed with it',
  ),
  order: 20,
  reasonCode: 'ACCOUNT_STATE',
  reads: { facts: ['move.account', 'central.employer'], parameters: [] },
  judge: ({ fact }) => {
    const { state, at } = fact<MoveAccountFact>('move.account');
    const moves =
      at === 'employer' &&
      (state === '02' || (state === '01' && fact<string>('central.employer') === 'gone'));
    const fits = state === null || state === '06' || moves;
    return {
      truth: fits ? 'true' : 'false',
      observed:
        at === 'central'
          ? { zh: '已集中封存', en: 'kept by the centre already' }
          : state === null
            ? null
            : memberStateText(state),
      required: memberStateText('02'),
    };
  },
  texts: {
    passed: { zh: '账户状态：{observed}', en: 'State of the account: {observed}' },
    member: {
      zh: '账户状态为“{observed}”，集中封存前须已封存。',
      en: 'The account is {observed}; it must be sealed first.',
    },
    officer: { zh: '账户{observed}', en: 'Account {observed}' },
    condition: {
      zh: '账户已封存；单位已灭失的，正常账户随之封存',
      en: 'the account is sealed; where the employer is gone an active one is sealed with it',
    },
    fix: { zh: '请原单位先办理封存（GJ23）。', en: 'Have the employer seal it first (GJ23).' },
  },
});
