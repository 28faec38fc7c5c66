import { parseDay } from '../../../../kernel/calendar';
import type { Clock } from '../../../../platform/clock';
import { type FactProvider, internalFact } from '../../../casework';
import type { Parties } from '../../../party';
import { parametersOn } from '../../../policy';
import type { ChangeFact } from '../../domain/change/change-fact';
import { mostPeriods } from '../../domain/change/term-bound';
import { termLimits } from '../../domain/loan-parameters';
import { raiseDue } from '../../domain/servicing/raise-due';
import type { Loan } from '../../store/loan-store';
import { selectCardTail } from '../../store/servicing/repayment-card-store';
import type { LoanFile } from '../loan-file';
import type { LoanBook } from '../servicing/loan-book';
import type { LoanBooks } from '../servicing/loan-books';

/** Rooms the fact is read from. */
export interface ChangeRooms {
  readonly books: LoanBooks;
  readonly loans: LoanFile;
  readonly parties: Parties;
  readonly clock: Clock;
}

/** `loan.change`: method, term and card of a loan today, and how far they may go. */
export function changeFact({ books, loans, parties, clock }: ChangeRooms): FactProvider {
  const name = 'loan.change';
  return {
    kind: 'internal',
    name,
    async provide(tx, { input, personId, lawDay }) {
      const { loanId } = input as { loanId: string };
      const loan = await loans.find(tx, loanId);
      const book = await books.find(tx, loanId);
      if (!loan || !book) throw new Error('the loan that is changed is disbursed');
      const { idNo } = await parties.identityOf(tx, loan.borrowerId);
      const own = await parties.activeCard(tx, personId);
      const { cardId } = book.account;
      const value: ChangeFact = {
        ...termOf(book, loan, { idNo, today: clock.today(), lawDay }),
        card: cardId === null ? null : await selectCardTail(tx, cardId),
        ownCard: own?.last4 ?? null,
        isOwnCard: own !== null && own.id === cardId,
      };
      return internalFact({ name, source: 'loan', receiptNo: loanId, at: clock.now() }, value);
    },
  };
}

/** What falls due by today is taken for unpaid: before a carry-out nothing is collected yet. */
function termOf(
  { account, state: stored }: LoanBook,
  { purpose, termMonths }: Loan,
  { idNo, today, lawDay }: { idNo: string; today: string; lawDay: string },
): Pick<
  ChangeFact,
  'method' | 'unpaid' | 'fallenDue' | 'periodsLeft' | 'contractMonths' | 'most' | 'boundBy'
> {
  let state = stored;
  while (state.next !== null && state.next.dueOn <= today) ({ state } = raiseDue(state));
  const { plan, next, dues } = state;
  const last = plan.fromNo + plan.periods - 1;
  const fallenDue = next === null ? last : next.no - 1;
  const birth = parseDay(`${idNo.slice(6, 10)}-${idNo.slice(10, 12)}-${idNo.slice(12, 14)}`);
  const running = {
    birth,
    on: parseDay(today),
    fallenDue,
    grantedMonths: purpose === 'new-home' ? null : termMonths,
  };
  const { most, boundBy } = mostPeriods(running, termLimits(parametersOn(parseDay(lawDay))));
  return {
    method: account.method,
    unpaid: dues.length,
    fallenDue,
    periodsLeft: next === null ? 0 : last - fallenDue,
    contractMonths: termMonths,
    most,
    boundBy,
  };
}
