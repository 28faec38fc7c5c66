import { type Month, nextMonth } from '../../../../kernel/month';
import type { Tx } from '../../../../platform/database/tx';
import { selectMonthDue } from '../../store/roster-store';
import type { UnitAccount } from '../../store/unit-account-store';

/**
 * The month that an employer remits next: the first after the paid-through one in which somebody contributes, since one
 * in which nobody does owes nothing and has no list; without any, the one that follows.
 */
export async function monthDueOf(
  tx: Tx,
  { unitId, paidThrough }: Pick<UnitAccount, 'unitId' | 'paidThrough'>,
): Promise<Month> {
  return (await selectMonthDue(tx, unitId, paidThrough)) ?? nextMonth(paidThrough);
}
