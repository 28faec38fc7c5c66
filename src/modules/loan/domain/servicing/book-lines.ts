import type { Day } from '../../../../kernel/calendar';
import { fen, plus, sumFen } from '../../../../kernel/money';
import type { Rate } from '../../../../kernel/rate';
import { type AllocationLine, totalOf } from './allocation';
import type { LoanDue, LoanState, Moved } from './loan-state';
import { unpaidOf } from './owed';
import { accruePenalty } from './penalty';

/** The dues of a loan after what a payment gave to each; those that are cleared are gone. */
export function duesAfter(
  { dues, rates }: LoanState,
  lines: readonly AllocationLine[],
  on: Day,
  penaltyFactor: Rate,
): LoanDue[] {
  return dues.flatMap((due, index) => {
    const line = lines[index];
    if (line === undefined || totalOf(line) === 0n) return line?.cleared ? [] : [due];
    if (line.cleared) return [];
    return [
      {
        ...due,
        principalPaid: plus(due.principalPaid, line.principal),
        interestPaid: plus(due.interestPaid, line.interest),
        penaltyPaid: plus(due.penaltyPaid, line.penalty),
        penalty: accruePenalty(due.penalty, unpaidOf(due), on, rates, penaltyFactor),
      },
    ];
  });
}

/** What the lines of an allocation move in all. */
export function movedBy(lines: readonly AllocationLine[]): Moved {
  return {
    principal: sumFen(lines.map(({ principal }) => principal)),
    interest: sumFen(lines.map(({ interest }) => interest)),
    penalty: sumFen(lines.map(({ penalty }) => penalty)),
    toPrepaid: fen(0n),
    fromPrepaid: fen(0n),
  };
}

/** Lines that something reached. */
export function reached(lines: readonly AllocationLine[]): AllocationLine[] {
  return lines.filter((line) => totalOf(line) > 0n);
}
