import type { PartyRole } from '../loan-terms';

/** What somebody is at a signing. */
export type SigningRole = PartyRole | 'seller';

/** Contracts that are signed, and who signs each: whoever owes, whoever owns the home, whoever guarantees, whoever sells. */
export const SIGNERS = {
  'loan-contract': ['borrower', 'co-borrower', 'guarantor'],
  'mortgage-contract': ['borrower', 'co-borrower'],
  'hedging-agreement': ['borrower', 'co-borrower'],
  'custody-agreement': ['borrower', 'co-borrower', 'seller'],
} as const satisfies Readonly<Record<string, readonly SigningRole[]>>;

export type PaperKind = keyof typeof SIGNERS;

/** The contracts of a loan, in the order in which they are read out; `sold`: there are sellers who sign as well. */
export function paperKinds(of: { readonly hedging: boolean; readonly sold: boolean }): readonly PaperKind[] {
  return [
    'loan-contract',
    'mortgage-contract',
    ...(of.hedging ? (['hedging-agreement'] as const) : []),
    ...(of.sold ? (['custody-agreement'] as const) : []),
  ];
}

export function signs(kind: PaperKind, role: SigningRole): boolean {
  return (SIGNERS[kind] as readonly SigningRole[]).includes(role);
}
