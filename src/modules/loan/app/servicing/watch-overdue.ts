import { Injectable } from '@nestjs/common';
import type { Day } from '../../../../kernel/calendar';
import { newId } from '../../../../kernel/identifiers/uuid';
import { Clock } from '../../../../platform/clock';
import type { Tx } from '../../../../platform/database/tx';
import { Ledger } from '../../../ledger';
import { parametersOn } from '../../../policy';
import { classDays } from '../../domain/loan-parameters';
import {
  lockMisplaced,
  moveOverdue,
  type OverduePrincipal,
  storeTransferred,
} from '../../store/servicing/overdue-store';
import type { LoanNightWork } from '../night/loan-night-work';

const LOANS = 1_000;

/**
 * Where unpaid loans stand each night: overdue, stage and class (handbook 5.12), each told once; and principal that has been
 * due for three months goes to 122, and back when what is oldest is younger again (V11).
 */
@Injectable()
export class WatchOverdue implements LoanNightWork {
  constructor(
    private readonly ledger: Ledger,
    private readonly clock: Clock,
  ) {}

  async batch(tx: Tx, { day }: { day: Day }): Promise<number> {
    const parameters = parametersOn(day);
    const moved = await moveOverdue(tx, {
      day,
      graceDays: parameters.integer('loan.graceDays'),
      classDays: classDays(parameters),
      limit: LOANS,
      at: this.clock.now(),
    });
    const months = parameters.integer('loan.overdueKpiMonths');
    const misplaced = await lockMisplaced(tx, { day, months, limit: LOANS });
    for (const loan of misplaced) await this.place(tx, loan, day);
    return moved + misplaced.length;
  }

  /** V11: from 121 to 122, or back. */
  private async place(tx: Tx, loan: OverduePrincipal, day: Day): Promise<void> {
    const { loanId, accountId, transferredFen, wantedFen } = loan;
    const overdueAccountId = loan.overdueAccountId ?? (await this.openOn122(tx, day));
    const head = { sourceId: newId(), businessDate: this.clock.today(), valueDate: day };
    const isIn = wantedFen > transferredFen;
    const [to, from] = isIn ? [overdueAccountId, accountId] : [accountId, overdueAccountId];
    const amountFen = isIn ? wantedFen - transferredFen : transferredFen - wantedFen;
    await this.ledger.post(tx, { ...head, kind: isIn ? 'loan-to-overdue' : 'loan-from-overdue' }, [
      { accountId: to, side: 'D', amountFen },
      { accountId: from, side: 'C', amountFen },
    ]);
    await storeTransferred(tx, { loanId, transferredFen: wantedFen, overdueAccountId });
  }

  private async openOn122(tx: Tx, day: Day): Promise<bigint> {
    const [id = 0n] = await this.ledger.openAccounts(
      tx,
      [{ kind: 'loan', subject: '122', unitId: null }],
      day,
    );
    return id;
  }
}
