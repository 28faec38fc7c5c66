import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/tx';
import { selectOpenAccountOf } from '../store/member-account-store';

/** Members' accounts, for the rooms that build on contribution. */
@Injectable()
export class MemberAccounts {
  /** Ledger account of the person's open account (active, sealed or frozen); null when the person has none. */
  openAccountOf(tx: Tx, personId: string): Promise<bigint | null> {
    return selectOpenAccountOf(tx, personId);
  }
}
