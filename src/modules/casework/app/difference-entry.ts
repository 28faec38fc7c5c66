import type { BilingualText } from '../../../kernel/decision';
import { daysBetween, parseDay, type Day } from '../../../kernel/calendar';
import { yuan, type Fen } from '../../../kernel/money';
import { DIFFERENCE_WORDS, type DifferenceKind, type OpenDifference } from '../../settlement';

/** A line of a bank's statement that is not alike in our books. */
export interface DifferenceEntry {
  readonly kind: 'statement-difference';
  readonly kindText: BilingualText;
  readonly differenceId: string;
  readonly difference: DifferenceKind;
  readonly whatToDo: BilingualText;
  /** National code of the bank, the account of the centre at it, and the day of the statement. */
  readonly bankCode: string;
  readonly accountNo: string;
  readonly day: string;
  /** Host serial number, or our reference of a payment that only we have. */
  readonly subject: string;
  readonly reference: string | null;
  /** Yuan; null on the side that has nothing. */
  readonly bankAmount: string | null;
  readonly bookAmount: string | null;
  readonly since: string;
  readonly ageDays: number;
}

export function differenceEntry(row: OpenDifference, today: Day): DifferenceEntry {
  const { name, whatToDo } = DIFFERENCE_WORDS[row.difference];
  return {
    kind: 'statement-difference',
    kindText: name,
    differenceId: row.id,
    difference: row.difference,
    whatToDo,
    bankCode: row.bankCode,
    accountNo: row.accountNo,
    day: row.statementDay,
    subject: row.subject,
    reference: row.reference,
    bankAmount: row.bankFen === null ? null : yuan(row.bankFen as Fen),
    bookAmount: row.bookFen === null ? null : yuan(row.bookFen as Fen),
    since: row.foundAt.toISOString(),
    ageDays: daysBetween(parseDay(row.day), today),
  };
}
