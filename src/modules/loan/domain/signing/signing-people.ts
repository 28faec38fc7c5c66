import type { LoanDetails } from '../loan-details';
import type { SigningRole } from './paper-kind';

/** Somebody who has to be at the signing: whoever stands in the loan, and the sellers of a second-hand home. */
export interface SigningPerson {
  readonly personId: string;
  readonly role: SigningRole;
  readonly name: string;
  readonly idNo: string;
}

/** @param sellerIds sellers who are known to the joint case; a loan without one has nobody's seller at its signing. */
export function signingPeople(
  details: LoanDetails,
  sellerIds: readonly string[],
  idOf: (idNo: string) => string,
): SigningPerson[] {
  const sellers = (details.seller ?? [])
    .map(({ name, idNo }) => ({ personId: idOf(idNo), role: 'seller' as const, name, idNo }))
    .filter(({ personId }) => sellerIds.includes(personId));
  return [...details.parties, ...sellers];
}
