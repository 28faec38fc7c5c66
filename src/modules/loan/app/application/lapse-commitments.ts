import { Injectable } from '@nestjs/common';
import type { Day } from '../../../../kernel/calendar';
import type { Tx } from '../../../../platform/database/tx';
import { lockLapsing } from '../../store/loan-store';
import type { LoanNightWork } from '../night/loan-night-work';
import { VoidLoans } from './void-loans';

const LOANS = 100;
const NONE = '00000000-0000-0000-0000-000000000000';

/** Commitments that ran out with nobody having signed, or nobody having asked for the mortgage (承诺期满失效). */
@Injectable()
export class LapseCommitments implements LoanNightWork {
  constructor(private readonly voidLoans: VoidLoans) {}

  /** The next loans that lapse on that day; those held back are passed over. */
  async batch(tx: Tx, { day }: { day: Day }): Promise<number> {
    for (let after = NONE; ;) {
      const found = await lockLapsing(tx, { day, after, limit: LOANS });
      const last = found.at(-1);
      if (!last) return 0;
      const held = await this.voidLoans.heldBack(
        tx,
        found.map(({ id }) => id),
      );
      const due = found.filter(({ id }) => !held.has(id));
      for (const loan of due)
        await this.voidLoans.void(tx, loan, { step: 'lapse', reason: 'commitment-ran-out' });
      if (due.length > 0) return due.length;
      after = last.id;
    }
  }
}
