import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../platform/clock';
import type { Tx } from '../../../../platform/database/tx';
import {
  closeAccount,
  reopenAccount,
  type Reopened,
  selectLatestAccountOf,
} from '../../store/closed-account-store';
import { keepLettersOpen } from '../../store/transfer-letter-store';
import { selectOpenAccountOf } from '../../store/member-account-store';

/** Members' accounts, for the rooms that build on contribution. */
@Injectable()
export class MemberAccounts {
  constructor(private readonly clock: Clock) {}

  /** Ledger account of the person's open account (active, sealed or frozen); null when the person has none. */
  openAccountOf(tx: Tx, personId: string): Promise<bigint | null> {
    return selectOpenAccountOf(tx, personId);
  }

  /** The open account, else the one closed last: for those who must be told that theirs is closed. */
  latestAccountOf(tx: Tx, personId: string): Promise<bigint | null> {
    return selectLatestAccountOf(tx, personId);
  }

  /**
   * 提取销户: state 05 with day and reason (JGJ/T 320 A.7). The caller has locked the account's balance and left
   * nothing on it.
   * @returns false when the account is neither active nor sealed, e.g. frozen by a court meanwhile: it stays open.
   */
  close(tx: Tx, accountId: bigint, closing: { on: string; reason: string }): Promise<boolean> {
    return closeAccount(tx, accountId, closing);
  }

  /**
   * Makes a closed account what it was before, because money of it came back; one that was sealed is sealed again, in
   * its history too. The caller has locked the account's balance.
   * @returns 'was-open' of an account that is not closed, 'closed' when its person has another open account by now.
   */
  async reopen(tx: Tx, accountId: bigint, caseId: string): Promise<Reopened> {
    const written = { caseId, on: this.clock.today(), at: this.clock.now() };
    const reopened = await reopenAccount(tx, accountId, written);
    if (reopened === 'reopened') await keepLettersOpen(tx, accountId);
    return reopened;
  }
}
