import { canonicalJson, sha256Hex } from '../../../kernel/canonical-json';
import type { Json } from '../../../kernel/fact';
import { type Fen, yuan } from '../../../kernel/money';

export type PartyRole = 'borrower' | 'co-borrower' | 'guarantor';

/** Whom the money goes to: the project's supervised account, a custody account, the lender that is paid off, the builder. */
export type PayeeKind = 'supervised' | 'custody' | 'lender' | 'builder';

/** What was decided, as `loan.terms` holds it in canonical JSON: contracts are made of this and of nothing else. */
export interface LoanTerms {
  /** Yuan. */
  readonly amount: string;
  readonly termMonths: number;
  readonly method: '01' | '02';
  readonly dueMode: 'same-day' | 'fixed-day';
  readonly dueDay: number | null;
  readonly purpose: 'new-home' | 'second-hand' | 'build' | 'conversion';
  readonly unitKey: string;
  readonly value: string;
  readonly bankPart: string;
  readonly homeOrder: 'first' | 'second';
  readonly downRatio: string;
  readonly rateRule: 'disbursement-day';
  readonly parties: readonly { readonly personId: string; readonly role: PartyRole }[];
  readonly penaltyFactor: string;
  readonly parametersId: string;
  readonly decisionHash: string;
  readonly payeeKind: PayeeKind;
}

/** The text of terms and its hash, as they are stored with the loan. */
export function termsText(terms: LoanTerms): { readonly terms: string; readonly termsHash: string } {
  const text = canonicalJson(terms as unknown as Json);
  return { terms: text, termsHash: sha256Hex(text) };
}

/** The columns of a loan that must say what its terms say. */
export interface TermsOfLoan extends Pick<
  LoanTerms,
  'termMonths' | 'method' | 'dueMode' | 'dueDay' | 'purpose' | 'unitKey' | 'homeOrder'
> {
  readonly terms: string;
  readonly termsHash: string;
  readonly borrowerId: string;
  readonly amountFen: Fen;
  readonly valueFen: Fen;
  readonly bankPartFen: Fen;
}

export function readTerms({ terms }: Pick<TermsOfLoan, 'terms'>): LoanTerms {
  return JSON.parse(terms) as LoanTerms;
}

/** A term that the loan's own columns, or its hash, say otherwise. */
export interface TermsDifference {
  readonly term: string;
  readonly decided: string;
  readonly stored: string;
}

/**
 * Where a loan does not say what was decided: what is signed is exactly the terms, so nothing may be signed then.
 * Empty when they agree.
 */
export function termsDifferences(loan: TermsOfLoan): TermsDifference[] {
  const hash = sha256Hex(loan.terms);
  if (hash !== loan.termsHash) return [{ term: 'termsHash', decided: hash, stored: loan.termsHash }];
  const terms = readTerms(loan);
  const stored: Readonly<Record<string, string>> = {
    amount: yuan(loan.amountFen),
    termMonths: String(loan.termMonths),
    method: loan.method,
    dueMode: loan.dueMode,
    dueDay: String(loan.dueDay),
    purpose: loan.purpose,
    unitKey: loan.unitKey,
    value: yuan(loan.valueFen),
    bankPart: yuan(loan.bankPartFen),
    homeOrder: loan.homeOrder,
    borrower: loan.borrowerId,
  };
  const borrower = terms.parties.find(({ role }) => role === 'borrower')?.personId ?? '';
  const decided = { ...terms, borrower } as unknown as Readonly<Record<string, unknown>>;
  return Object.entries(stored)
    .map(([term, value]) => ({ term, decided: String(decided[term]), stored: value }))
    .filter((each) => each.decided !== each.stored);
}
