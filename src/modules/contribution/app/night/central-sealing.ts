import { Injectable } from '@nestjs/common';
import { addDays, type Day } from '../../../../kernel/calendar';
import { newId } from '../../../../kernel/identifiers/uuid';
import type { Tx } from '../../../../platform/database/tx';
import { Ledger } from '../../../ledger';
import { parametersOn } from '../../../policy';
import { SEAL_REASON_CODES, SEAL_REASONS } from '../../domain/roster/roster-change';
import { type DueForCentre, selectDueForCentre } from '../../store/account-move-store';
import { AccountMoves } from '../move/account-moves';
import type { NightWork } from './night-work';

const ACCOUNTS = 500;

/** Seals after which nobody comes back: social insurance had the employment as ended when each was decided. */
const ENDING = SEAL_REASON_CODES.filter(
  (code) => SEAL_REASONS[code].employmentEnds && code !== 'retirement-pending',
);

/** Accounts that were sealed long enough ago fall to the centre (GJ26), one voucher a branch and batch (V7). */
@Injectable()
export class CentralSealing implements NightWork {
  constructor(
    private readonly ledger: Ledger,
    private readonly moves: AccountMoves,
  ) {}

  async batch(tx: Tx, { day }: { day: Day }): Promise<number> {
    const days = parametersOn(day).integer('account.centralSealAfterDays');
    const due = await selectDueForCentre(tx, {
      sealedUpTo: addDays(day, -days),
      reasons: ENDING,
      limit: ACCOUNTS,
    });
    if (due.length === 0) return 0;
    await this.ledger.lockBalances(
      tx,
      due.map(({ accountId }) => accountId),
    );
    for (const [district, accounts] of byDistrict(due))
      await this.moves.keepCentrally(tx, newId(), accounts, district);
    return due.length;
  }
}

function byDistrict(due: readonly DueForCentre[]): Map<string, DueForCentre[]> {
  const districts = new Map<string, DueForCentre[]>();
  for (const account of due)
    districts.set(account.district, [...(districts.get(account.district) ?? []), account]);
  return districts;
}
