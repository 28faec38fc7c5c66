import type { Day } from '../../../../kernel/calendar';
import { fen, maxFen, parseYuan, yuan } from '../../../../kernel/money';
import type { Clock } from '../../../../platform/clock';
import type { Tx } from '../../../../platform/database/tx';
import { type CaseContext, type FactProvider, internalFact } from '../../../casework';
import { parametersOn } from '../../../policy';
import type { PrepayRequest } from '../../domain/repayment/prepay-request';
import type { RepaymentFact } from '../../domain/repayment/repayment-fact';
import { LoanEventError, type LoanState, type OverdueTerms } from '../../domain/servicing/loan-state';
import { instalmentsPaid } from '../../domain/servicing/owed';
import { raiseDue } from '../../domain/servicing/raise-due';
import { prepayWithKept, settleWithKept } from '../../domain/servicing/repay-lump';
import { selectFree } from '../../store/servicing/hedging-draw-store';
import type { LoanBooks } from '../servicing/loan-books';

/** `loan.repayment`: the loan as it stands today, and what the prepayment or settlement asked for takes. */
export function repaymentFact(books: LoanBooks, clock: Clock): FactProvider {
  const name = 'loan.repayment';
  return {
    kind: 'internal',
    name,
    async provide(tx, context) {
      const { loanId } = context.input as { loanId: string };
      const book = await books.find(tx, loanId);
      const of = { name, source: 'loan', receiptNo: loanId, at: clock.now() };
      if (!book || book.account.state === 'settled') return internalFact(of, SETTLED);
      const today = clock.today();
      const state = raisedThrough(book.state, today);
      const value: RepaymentFact = {
        running: true,
        unpaid: state.dues.length,
        instalmentsPaid: instalmentsPaid(state),
        principal: yuan(state.principal),
        toPay: toPay(state, today, context, books.terms()),
        free: await freeOf(tx, context),
      };
      return internalFact(of, value);
    },
  };
}

const SETTLED: RepaymentFact = {
  running: false,
  unpaid: 0,
  instalmentsPaid: 0,
  principal: '0.00',
  toPay: null,
  free: '0.00',
};

/** Before a carry-out nothing is collected yet: what falls due by today is taken for unpaid. */
function raisedThrough(before: LoanState, today: Day): LoanState {
  let state = before;
  while (state.next !== null && state.next.dueOn <= today) ({ state } = raiseDue(state));
  return state;
}

function toPay(state: LoanState, on: Day, { item, input }: CaseContext, terms: OverdueTerms): string | null {
  if (item !== 'DK06') return yuan(settleWithKept(state, on, terms).toPay);
  const { amount, mode } = input as PrepayRequest;
  try {
    return yuan(prepayWithKept(state, { on, amount: parseYuan(amount), mode }).toPay);
  } catch (error) {
    // The loan allows no such prepayment: other rules say why.
    if (error instanceof LoanEventError) return null;
    throw error;
  }
}

async function freeOf(tx: Tx, { accountId, today }: CaseContext): Promise<string> {
  if (accountId === null) return '0.00';
  const free = (await selectFree(tx, [accountId])).get(accountId) ?? 0n;
  return yuan(maxFen(fen(0n), fen(free - parametersOn(today).money('withdrawal.minRetain'))));
}
