import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/tx';
import type { MemberCredits, MemberVouchers } from '../domain/journal';
import type { ManyVouchers } from '../domain/many-vouchers';
import { insertManyVouchers } from '../store/many-vouchers-store';
import { insertMemberCreditsTogether } from '../store/posting-store';

/** Vouchers for many at once. */
@Injectable()
export class ManyPostings {
  /**
   * Posts many vouchers and whatever else their expressions write, in one statement. The members on their lines are locked
   * by the caller. Returns how many vouchers there were, with what the expressions answer.
   */
  post<R extends object>(tx: Tx, vouchers: ManyVouchers): Promise<R & { vouchers: number }> {
    return insertManyVouchers<R>(tx, vouchers);
  }

  /** Credits the members of several vouchers in one statement (V1), all or none; how many of each, by its source. */
  creditMembers(tx: Tx, vouchers: MemberVouchers, credits: MemberCredits): Promise<Map<string, number>> {
    return insertMemberCreditsTogether(tx, vouchers, credits);
  }
}
