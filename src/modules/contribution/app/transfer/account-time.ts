import { Injectable } from '@nestjs/common';
import { type Day, monthOf, parseDay } from '../../../../kernel/calendar';
import { compareMonths, type Month, previousMonth } from '../../../../kernel/month';
import type { Tx } from '../../../../platform/database/tx';
import { runUpTo } from '../../domain/member/months-in-a-row';
import { selectCreditedMonths } from '../../store/months-credited-store';
import { selectOpenedOn } from '../../store/transferred-account-store';

/** SixMconFlag asks for so many months in a row (handbook 3.8). */
const SIX_MONTHS = 6;

/** What the other centre is told of the time on an account. */
@Injectable()
export class AccountTime {
  /** The month before it was opened counts as paid to where nothing was ever credited. @throws without an account. */
  async of(tx: Tx, accountId: bigint): Promise<{ openedOn: Day; paidTo: Month; sixMonths: boolean }> {
    const opened = await selectOpenedOn(tx, accountId);
    if (opened === null) throw new Error(`there is no account ${accountId}`);
    const openedOn = parseDay(opened);
    const months = [...(await selectCreditedMonths(tx, accountId))].sort(compareMonths);
    const paidTo = months.at(-1) ?? previousMonth(monthOf(openedOn));
    return { openedOn, paidTo, sixMonths: runUpTo(paidTo, months) >= SIX_MONTHS };
  }
}
