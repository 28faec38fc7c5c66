import type { Month } from '../../../../kernel/month';
import type { ListState } from './list-state';
import { checkRemittanceMonth } from './remittance-month';

/** Whether money may be booked on a list now: it is confirmed and its month is the next one of its unit (handbook 3.4). */
export function awaitsMoney(list: {
  readonly state: ListState;
  readonly month: Month;
  readonly paidThrough: Month;
}): boolean {
  const due = checkRemittanceMonth(list.paidThrough, list.month).accepted;
  return due && (list.state === 'CONFIRMED' || list.state === 'SUSPENSE_SHORT');
}
