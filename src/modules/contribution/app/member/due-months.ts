import type { Tx } from '../../../../platform/database/tx';
import { parametersOn } from '../../../policy';
import type { DueMonths } from '../../domain/member/months-in-a-row';
import { selectPaydayOf } from '../../store/member-account-store';

/** When the months of an account are due at its unit, for what was accepted on `lawDay`. */
export async function dueMonths(tx: Tx, accountId: bigint, lawDay: string): Promise<DueMonths> {
  const daysAfterPayday = parametersOn(lawDay).integer('contribution.payWithinDaysAfterPayday');
  return { lawDay, payday: await selectPaydayOf(tx, accountId), daysAfterPayday };
}
