import type { BilingualText } from '../../../../kernel/decision';
import type { BranchStates } from './hall-branch';

/** A joint case: `unwinding` while what was begun is taken back. */
export const HALL_STATES = {
  open: { zh: '办理中', en: 'under way' },
  unwinding: { zh: '终止中，正在撤回和退款', en: 'ending: what was begun is taken back' },
  done: { zh: '已办结', en: 'done' },
  undone: { zh: '已终止，资金已退回', en: 'ended: the money is back' },
} as const satisfies Readonly<Record<string, BilingualText>>;

export type HallState = keyof typeof HALL_STATES;

/** What is to be done next in a joint case; each act moves a branch, so that it is done once. */
export type HallAct =
  | { readonly act: 'confirm-contract' }
  | { readonly act: 'request-title' }
  | { readonly act: 'ask-clearance' }
  | { readonly act: 'pay-seller' }
  | { readonly act: 'finish' }
  | { readonly act: 'end'; readonly reason: EndReason }
  | { readonly act: 'resume' }
  | { readonly act: 'void-loan' }
  | { readonly act: 'withdraw-tax' }
  | { readonly act: 'return-custody' }
  | { readonly act: 'undone' };

/** Why a department ended a joint case. */
export type EndReason = 'contract-cancelled' | 'tax-refused' | 'custody-refused';

/**
 * The join of the one hall (handbook 5.14): B, C and D go on side by side; once the loan is signed, the tax paid and the
 * down payment in custody, the contract is looked at once more and E is applied for; F follows the registration, G once
 * nobody else's mortgage stands and the contract is not known to be cancelled, unless two people let the seller be paid.
 * What fails before the title has passed is taken back: first E, then the loan, then tax and custody; nothing is while
 * money of the loan is out. The first act that is due, or null.
 */
export function nextAct(state: HallState, branches: BranchStates): HallAct | null {
  switch (state) {
    case 'open':
      return forward(branches);
    case 'unwinding':
      return backward(branches);
    case 'done':
    case 'undone':
      return null;
  }
}

function forward(branches: BranchStates): HallAct | null {
  const { contract, loan, tax, custody, title, money, clearance, payout } = branches;
  const reason = failure(branches);
  if (reason !== null && title !== 'registered' && !moneyIsOut(branches)) return { act: 'end', reason };
  const joined = loan === 'committed' && tax === 'paid' && custody === 'funded' && title === 'waiting';
  if (joined && contract === 'standing') return { act: 'confirm-contract' };
  if (joined && contract === 'confirmed') return { act: 'request-title' };
  const secured = money === 'paid' && title === 'registered';
  if (secured && clearance === 'waiting') return { act: 'ask-clearance' };
  if (reason !== null) return null;
  if (secured && clearance === 'cleared' && payout === 'waiting') return { act: 'pay-seller' };
  return payout === 'paid' ? { act: 'finish' } : null;
}

/** The loan's money has left, or may have: a loan that is paid does not come to nothing. */
export function moneyIsOut({ money }: BranchStates): boolean {
  return money === 'sent' || money === 'paid' || money === 'kept';
}

function failure({ contract, tax, custody }: BranchStates): EndReason | null {
  if (contract === 'cancelled' || contract === 'proposed') return 'contract-cancelled';
  if (tax === 'refused') return 'tax-refused';
  return custody === 'refused' ? 'custody-refused' : null;
}

/** Nothing goes back while the registry may still have the title pass: silence is no "no". */
function backward({ loan, tax, custody, title }: BranchStates): HallAct | null {
  if (title === 'registered') return { act: 'resume' };
  if (title === 'requested' || title === 'accepted') return null;
  if (loan !== 'void') return { act: 'void-loan' };
  if (tax === 'filing' || tax === 'accepted' || tax === 'assessed' || tax === 'paid')
    return { act: 'withdraw-tax' };
  if (custody === 'opening' || custody === 'awaiting' || custody === 'funded')
    return { act: 'return-custody' };
  return tax === 'withdrawing' || custody === 'returning' ? null : { act: 'undone' };
}
