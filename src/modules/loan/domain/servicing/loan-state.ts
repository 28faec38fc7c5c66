import type { Day } from '../../../../kernel/calendar';
import type { Fen } from '../../../../kernel/money';
import type { Rate } from '../../../../kernel/rate';
import type { PlanSegment } from '../plan/plan-segment';
import type { DatedRates } from '../rates/dated-rates';
import type { AllocationLine } from './allocation';
import type { PenaltyAccrual } from './penalty';

/** An instalment that has fallen due and is not paid in full. */
export interface LoanDue {
  readonly no: number;
  readonly dueOn: Day;
  /** As it fell due; neither changes any more. */
  readonly principal: Fen;
  readonly interest: Fen;
  readonly principalPaid: Fen;
  readonly interestPaid: Fen;
  readonly penaltyPaid: Fen;
  /** Accrued through the day of the last payment that touched it; from its due date at first. */
  readonly penalty: PenaltyAccrual;
}

/** The instalment that falls due next. */
export interface NextDue {
  readonly no: number;
  readonly dueOn: Day;
  /** Its interest goes by actual days / 360: the first one of a loan with a fixed due day. */
  readonly byDays: boolean;
}

/**
 * One loan between two events; a value that is never changed in place. Outstanding principal (贷款余额) is
 * `principal` + what the dues owe of theirs.
 */
export interface LoanState {
  /** The plan of what has not fallen due. Its rate stays the old one until a straddling instalment has fallen due. */
  readonly plan: PlanSegment;
  /** Principal that has not fallen due: the balance before instalment `next`. */
  readonly principal: Fen;
  /** The last due date; the disbursement day before the first. */
  readonly periodFrom: Day;
  /** null when all principal has fallen due. */
  readonly next: NextDue | null;
  /** Oldest first; only what is unpaid. */
  readonly dues: readonly LoanDue[];
  /** Money received beyond what was due (预收, 21904): it pays the next instalment on its day. */
  readonly prepaid: Fen;
  readonly rates: DatedRates;
}

/** What the centre's parameters say of overdue instalments: `loan.penaltyFactor`, `loan.graceDays`. */
export interface OverdueTerms {
  /** 1.5: penalties go at half as much again as the contract's rate. */
  readonly penaltyFactor: Rate;
  /** Days after the due date in which a payment is still in time. */
  readonly graceDays: number;
}

/** Money that an event moved, as its voucher needs it; all zero or more. */
export interface Moved {
  /** Principal repaid, of dues and before it was due. */
  readonly principal: Fen;
  readonly interest: Fen;
  readonly penalty: Fen;
  /** Received and kept for later instalments. */
  readonly toPrepaid: Fen;
  /** Taken from what was kept. */
  readonly fromPrepaid: Fen;
}

/** What an event made of a loan. Cash received = principal + interest + penalty + toPrepaid − fromPrepaid. */
export interface Step {
  readonly state: LoanState;
  readonly moved: Moved;
  /** What went to which instalment; those that nothing reached are left out. */
  readonly lines: readonly AllocationLine[];
}

export type LoanFault =
  /** The loan has no instalment to come. */
  | 'NO_MORE_DUES'
  /** An instalment that falls due on or before that day has to be raised first. */
  | 'DUE_NOT_RAISED'
  /** A later day has been accounted for already. */
  | 'TOO_EARLY'
  | 'AMOUNT_NOT_POSITIVE'
  /** Instalments that have fallen due are to be paid first. */
  | 'DUES_UNPAID'
  /** All of it or more: that is a settlement. */
  | 'NOT_PARTIAL'
  | 'NOTHING_CHANGES';

/** An event that cannot happen to the loan as it stands. A rule refuses it to people before it comes to this. */
export class LoanEventError extends Error {
  override readonly name = 'LoanEventError';
  constructor(readonly code: LoanFault) {
    super(`the event does not fit the loan: ${code}`);
  }
}

/** Everything is repaid; money that is left in `prepaid` is the borrower's. */
export function isSettled(state: LoanState): boolean {
  return state.next === null && state.dues.length === 0;
}
