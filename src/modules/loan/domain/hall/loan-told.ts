import type { LoanEventKind } from '../loan-event';
import type { HallBranchName, StateOf } from './hall-branch';

type Move = {
  readonly [B in HallBranchName]: { readonly branch: B; readonly to: StateOf<B> };
}[HallBranchName];

/** What befalls the loan, its mortgage or its money, as it moves the branches B, E and F. */
const MOVES: Readonly<Partial<Record<LoanEventKind, readonly Move[]>>> = {
  signed: [{ branch: 'loan', to: 'committed' }],
  'mortgage-requested': [{ branch: 'title', to: 'accepted' }],
  'mortgage-registered': [
    { branch: 'title', to: 'registered' },
    { branch: 'money', to: 'due' },
  ],
  'mortgage-refused': [{ branch: 'title', to: 'refused' }],
  'mortgage-cancelled': [
    { branch: 'title', to: 'cancelled' },
    { branch: 'money', to: 'waiting' },
  ],
  'money-sent': [{ branch: 'money', to: 'sent' }],
  'money-rejected': [{ branch: 'money', to: 'rejected' }],
  'money-returned': [{ branch: 'money', to: 'returned' }],
  'money-kept': [{ branch: 'money', to: 'kept' }],
  'money-sent-on': [{ branch: 'money', to: 'paid' }],
  disbursed: [{ branch: 'money', to: 'paid' }],
  lapsed: [{ branch: 'loan', to: 'void' }],
  cancelled: [{ branch: 'loan', to: 'void' }],
};

export function movesOf(kind: LoanEventKind): readonly Move[] {
  return MOVES[kind] ?? [];
}
