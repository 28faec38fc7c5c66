import type { BilingualText } from '../../../../kernel/decision';
import type { SigningRole } from './paper-kind';
import type { SigningState } from './signing-state';
import type { DeskParty } from './signing-view';

const ROLES: Readonly<Record<SigningRole, BilingualText>> = {
  borrower: { zh: '借款人', en: 'the borrower' },
  'co-borrower': { zh: '共同借款人', en: 'a co-borrower' },
  guarantor: { zh: '保证人', en: 'the guarantor' },
  seller: { zh: '卖方', en: 'a seller' },
};

/** Somebody by their part in the loan: where a problem is told, names do not belong. */
export function byRole({ role }: Pick<DeskParty, 'role'>): BilingualText {
  return ROLES[role];
}

/** What is left of a visit, in its order; nothing when there is nothing left, or it is over. */
export function leftToDo(
  { state, readOut }: { readonly state: SigningState; readonly readOut: boolean },
  parties: readonly DeskParty[],
  called: (party: DeskParty) => BilingualText,
): BilingualText[] {
  if (state === 'booked') return [{ zh: '登记到场', en: 'check in' }];
  if (state !== 'checked-in') return [];
  const named = parties.map((party) => ({ ...party, ...called(party) }));
  return [
    ...named
      .filter(({ identity }) => identity !== 'proved')
      .map(({ zh, en }) => ({ zh: `核验${zh}身份`, en: `prove the identity of ${en}` })),
    ...(readOut ? [] : [{ zh: '宣读合同', en: 'read the contracts out' }]),
    ...named
      .filter(({ toSign }) => toSign.length > 0)
      .map(({ zh, en }) => ({ zh: `${zh}签名`, en: `signature of ${en}` })),
  ];
}
