import type { Json } from '../../../../kernel/fact';
import type { HedgingDraw } from '../hedging/hedging-draw';
import type { LoanDetails } from '../loan-details';
import { readTerms, type TermsOfLoan } from '../loan-terms';

/** When a part may be repaid early: after so many instalments, at least so much, in whole steps. */
export interface EarlyRepayment {
  readonly afterInstalments: number;
  readonly least: string;
  readonly step: string;
}

/**
 * What every contract of a loan says: its terms word for word, with names and home as they were sealed at the decision.
 * When it may be repaid early goes by the parameters of the day it was decided by: what changed since the decision changes
 * nothing. `wording` says which of the
 * texts of a contract is printed around them: what was signed once is printed as it was.
 */
export function contractBody(
  loan: TermsOfLoan & { readonly loanNo: string },
  details: LoanDetails,
  early: EarlyRepayment,
): { readonly [key: string]: Json } {
  const terms = readTerms(loan);
  const named = new Map(details.parties.map((party) => [party.personId, party]));
  const parties = terms.parties.map(({ personId, role }) => {
    const party = named.get(personId);
    if (!party) throw new Error('the details of a loan name everybody who stands in its terms');
    return { role, name: party.name, idNo: party.idNo };
  });
  return {
    wording: 3,
    early: { ...early },
    loanNo: loan.loanNo,
    termsHash: loan.termsHash,
    decisionHash: terms.decisionHash,
    amount: terms.amount,
    termMonths: terms.termMonths,
    method: terms.method,
    dueMode: terms.dueMode,
    dueDay: terms.dueDay,
    purpose: terms.purpose,
    unitKey: terms.unitKey,
    value: terms.value,
    bankPart: terms.bankPart,
    homeOrder: terms.homeOrder,
    penaltyFactor: terms.penaltyFactor,
    payeeKind: terms.payeeKind,
    payeeName: details.payee.name,
    payeeAccountNo: details.payee.accountNo,
    address: details.address,
    area: details.area,
    contractNo: details.contractNo,
    parties,
    ...(details.seller === undefined
      ? {}
      : { sellers: details.seller.map(({ name, idNo }) => ({ name, idNo })) }),
  };
}

/** The agreement on the accounts says beside the terms how they repay, as it was chosen; null says nothing of it. */
export function hedgingBody(
  body: { readonly [key: string]: Json },
  details: LoanDetails,
  choice: { readonly draw: HedgingDraw; readonly holders: readonly string[] } | null,
): { readonly [key: string]: Json } {
  if (choice === null) return body;
  const holders = choice.holders.map((personId) => {
    const party = details.parties.find((one) => one.personId === personId);
    if (!party) throw new Error('whoever repays from an account stands in the loan');
    return { name: party.name, idNo: party.idNo };
  });
  return { ...body, hedging: { draw: choice.draw, holders } };
}
