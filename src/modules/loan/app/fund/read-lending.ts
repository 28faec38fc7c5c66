import { addDays, parseDay } from '../../../../kernel/calendar';
import { yuan } from '../../../../kernel/money';
import { formatRate } from '../../../../kernel/rate';
import type { Tx } from '../../../../platform/database/tx';
import { loanRatio } from '../../domain/fund/fund-day';
import type { FundLendingFact } from '../../domain/fund/fund-lending';
import { selectFundDays } from '../../store/fund/fund-day-store';
import { selectMeasureOn } from '../../store/fund/fund-measure-store';

/** Days for which a measurement says how the fund stands; an older one says nothing. */
const FRESH_DAYS = 3;

/** Whether less is lent on a day, and what of the deposits is; `told` null where it is not known. */
export async function readLending(
  tx: Tx,
  today: string,
): Promise<{ readonly told: FundLendingFact | null; readonly receiptNo: string }> {
  const measure = await selectMeasureOn(tx, 'coefficient', today);
  if (measure === null) return { told: { inForce: false }, receiptNo: today };
  const { id: receiptNo, documentNo } = measure;
  const [day] = await selectFundDays(tx, today, 1);
  if (day === undefined || addDays(parseDay(day.day), FRESH_DAYS) <= today) return { told: null, receiptNo };
  const ratio = loanRatio(day);
  const told = {
    inForce: true as const,
    documentNo,
    measuredOn: day.day,
    deposits: yuan(day.deposits),
    loans: yuan(day.loans),
    ratio: ratio === null ? null : formatRate(ratio),
  };
  return { told, receiptNo };
}
