import { Injectable } from '@nestjs/common';
import type { Day } from '../../../../kernel/calendar';
import type { Tx } from '../../../../platform/database/tx';
import { selectLastSigning, selectMissed } from '../../store/signing-store';
import type { LoanNightWork } from '../night/loan-night-work';
import { LoanFile } from '../loan-file';
import { BookSigning } from './book-signing';

const VISITS = 100;

/** Visits of days gone by to which nobody came and of which nobody said so. */
@Injectable()
export class MissSignings implements LoanNightWork {
  constructor(
    private readonly loans: LoanFile,
    private readonly booking: BookSigning,
  ) {}

  async batch(tx: Tx, { day }: { day: Day }): Promise<number> {
    const found = await selectMissed(tx, day, VISITS);
    const inOrder = [...found].sort((a, b) => (a.loanId < b.loanId ? -1 : 1));
    for (const { loanId } of inOrder) {
      const loan = await this.loans.lock(tx, loanId);
      const signing = await selectLastSigning(tx, loanId);
      // Seen before its loan was locked: it may have been cancelled since.
      if (loan && signing?.state === 'booked' && signing.day < day)
        await this.booking.missed(tx, loan, signing);
    }
    return found.length;
  }
}
