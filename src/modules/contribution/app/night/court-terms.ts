import { Injectable } from '@nestjs/common';
import type { Day } from '../../../../kernel/calendar';
import type { Tx } from '../../../../platform/database/tx';
import { Ledger } from '../../../ledger';
import { selectAccountsPastTerm } from '../../store/court-freeze-store';
import { CourtFreezes } from '../court/court-freezes';
import type { NightWork } from './night-work';

const ACCOUNTS = 500;

/** Freezes whose last day has passed end by themselves (期满自动解除); those behind them take their turn. */
@Injectable()
export class CourtTerms implements NightWork {
  constructor(
    private readonly ledger: Ledger,
    private readonly freezes: CourtFreezes,
  ) {}

  async batch(tx: Tx, { day }: { day: Day }): Promise<number> {
    const accountIds = await selectAccountsPastTerm(tx, day, ACCOUNTS);
    if (accountIds.length === 0) return 0;
    await this.ledger.lockBalances(tx, accountIds);
    await this.freezes.expire(tx, accountIds, day);
    return accountIds.length;
  }
}
