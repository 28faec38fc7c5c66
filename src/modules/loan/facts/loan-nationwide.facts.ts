import type { Fact, KnownFact, UnknownFact } from '../../../kernel/fact';
import { yuan } from '../../../kernel/money';
import { askOf, type CaseContext, factFrom, type FactProvider, internalFact } from '../../casework';
import type { FundLoans } from '../../registry';
import type {
  CoCreditFact,
  ConsentsFact,
  CoNationwideFact,
  CreditFact,
  CreditValue,
  ElsewhereFact,
  NationwideValue,
  PartiesFact,
} from '../domain/application/fact-values';
import { contractKey, fundLoansAgree } from '../domain/application/fund-loans-agree';
import { selectLoanNumbersOf } from '../store/loan-party-store';
import { dependsOn, factFromAll, following } from './composed';
import { applicant, consent } from './household.facts';
import { othersIn } from './loan-parties.facts';
import { coNationwideAtDesk, nationwideAtDesk } from './nationwide.desk';
import type { LoanRooms } from './rooms';

const loansNeeded = ['unsettled', 'contracts'] as const;
const contributionNeeded = ['accountState', 'monthsInARow', 'base', 'balance'] as const;
const MONTHS_OF_YEAR = 12;

/** Facts of the national platform: loans and contributions with other centres. */
export function loanNationwideFacts(rooms: LoanRooms): FactProvider[] {
  return [nationwideFact(rooms), coNationwideFact(rooms), elsewhereFact(rooms)];
}

/**
 * `loan.nationwide`: fund loans of the applicant with other centres. Where the credit report knows of one that the
 * platform does not, a person finds out which is right.
 */
function nationwideFact(rooms: LoanRooms): FactProvider {
  const name = 'loan.nationwide';
  return {
    kind: 'external',
    name,
    needs: { 'NAT.loans': loansNeeded },
    desk: nationwideAtDesk,
    async provide(context, fact, exchanges) {
      const ask = askOf(context, consent);
      const [answer, credit] = await Promise.all([
        rooms.platform.loansElsewhere(ask, applicant(context), loansNeeded),
        fact('loan.credit') as Promise<Fact<CreditFact>>,
      ]);
      const found = factFrom({ name, source: 'NAT', at: rooms.clock.now() }, answer, exchanges, valueOf);
      if (found.state === 'unknown' || credit.state === 'unknown') return found;
      const told = [{ personId: context.personId, loans: found.value, credit: credit.value }];
      return (await agree(rooms, context, told)) ? found : contradicted(found);
    },
  };
}

/** `loan.coNationwide`: of the others who borrow, once they have agreed; a guarantor borrows nothing. */
function coNationwideFact(rooms: LoanRooms): FactProvider {
  const name = 'loan.coNationwide';
  return {
    kind: 'external',
    name,
    needs: { 'NAT.loans': loansNeeded },
    desk: coNationwideAtDesk,
    async provide(context, fact, exchanges) {
      const at = rooms.clock.now();
      const parties = (await fact('loan.parties')) as Fact<PartiesFact>;
      if (parties.state === 'unknown') return dependsOn(name, parties, at);
      const borrowing = othersIn(rooms, parties.value).filter(({ role }) => role !== 'guarantor');
      if (borrowing.length === 0) return following(name, parties as KnownFact, []);
      const consents = (await fact('loan.consents')) as Fact<ConsentsFact>;
      if (consents.state === 'unknown' || consents.value.some(({ agreed }) => !agreed))
        return dependsOn(name, consents, at);
      const ask = askOf(context, consent);
      const [answers, credit] = await Promise.all([
        Promise.all(borrowing.map(({ person }) => rooms.platform.loansElsewhere(ask, person, loansNeeded))),
        fact('loan.coCredit') as Promise<Fact<CoCreditFact>>,
      ]);
      const found = factFromAll({ name, source: 'NAT', at }, answers, exchanges, (values): CoNationwideFact =>
        values.map((loans, index) => ({
          role: borrowing[index]?.role ?? 'co-borrower',
          ...valueOf(loans),
        })),
      );
      if (found.state === 'unknown' || credit.state === 'unknown') return found;
      // Both are in the order in which they stand in the loan.
      const reports = credit.value.filter(({ role }) => role !== 'guarantor');
      const told = found.value.map((loans, index) => ({
        personId: borrowing[index]?.personId ?? '',
        loans,
        credit: reports[index] ?? null,
      }));
      return (await agree(rooms, context, told)) ? found : contradicted(found);
    },
  };
}

interface ToldTwice {
  readonly personId: string;
  readonly loans: NationwideValue;
  readonly credit: CreditValue | null;
}

async function agree(
  rooms: Pick<LoanRooms, 'unitOfWork'>,
  { centreId }: CaseContext,
  told: readonly ToldTwice[],
): Promise<boolean> {
  // Our own books are asked only where the two differ.
  if (told.every(({ loans, credit }) => fundLoansAgree(loans, credit, []))) return true;
  const people = told.map(({ personId }) => personId);
  const own = await rooms.unitOfWork.read(centreId, (tx) => selectLoanNumbersOf(tx, people));
  return told.every(({ personId, loans, credit }) =>
    fundLoansAgree(loans, credit, (own.get(personId) ?? []).map(contractKey)),
  );
}

function contradicted({ name, source, asOf }: KnownFact): UnknownFact {
  return { name, state: 'unknown', reason: 'conflict', source, askedAt: asOf };
}

/** Whether two contracts are one shows in their keys, and nothing else does. */
function valueOf({ unsettled, contracts }: Pick<FundLoans, (typeof loansNeeded)[number]>): NationwideValue {
  return {
    unsettled,
    contracts: contracts.map(({ contractNo, settled }) => ({
      key: contractKey(contractNo),
      settled,
    })),
  };
}

/** `contribution.elsewhere`: how the applicant contributes with the centre named; null where none was (异地贷款). */
function elsewhereFact(rooms: LoanRooms): FactProvider {
  const name = 'contribution.elsewhere';
  return {
    kind: 'external',
    name,
    needs: { 'NAT.contribution': contributionNeeded },
    async provide(context, _fact, exchanges) {
      const at = rooms.clock.now();
      const { contributesAt } = context.input as { contributesAt?: string };
      if (contributesAt === undefined)
        return internalFact({ name, source: 'loan', receiptNo: context.personId, at }, null);
      const answer = await rooms.platform.contributionElsewhere(
        askOf(context, consent),
        applicant(context),
        contributesAt,
        contributionNeeded,
      );
      return factFrom({ name, source: 'NAT', at }, answer, exchanges, (told): NonNullable<ElsewhereFact> => {
        if (!told.found) return { state: 'none', months: 0, base: '0.00', years: 0, balance: '0.00' };
        const { accountState: state, monthsInARow: months, base, balance } = told;
        const years = Math.floor(months / MONTHS_OF_YEAR);
        return { state, months, base: yuan(base), years, balance: yuan(balance) };
      });
    },
  };
}
