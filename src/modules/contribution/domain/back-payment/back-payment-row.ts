import type { Day } from '../../../../kernel/calendar';
import { type Month, MonthFormatError, parseMonth } from '../../../../kernel/month';
import type { ListFaults } from '../remittance/list-fault';
import { type ListRow, type RawRow, readListRow } from '../remittance/list-row';

/** A line as it was sent; its person and month are known. */
export type BackPaymentRow = ListRow & { readonly month: Month };

/** 2026-09, 202609, 2026/9, 2026年9月: spreadsheets write months in many ways, JSON in the first only. */
const FORMS = /^(\d{4})(?:-|\/|\.|年)?(\d{1,2})月?$/;

/** Reads one line by itself and tells everything wrong with it; null when person or month cannot be read. */
export function readBackPaymentRow(raw: RawRow, faults: ListFaults, today: Day): BackPaymentRow | null {
  const row = readListRow(raw, faults, today);
  const written = raw.cells.month ?? '';
  const month = readMonth(written, faults.source === 'csv');
  if (month === null) faults.add('MONTH_FORMAT', { row: raw.row, column: 'month', value: written });
  return row && month ? { ...row, month } : null;
}

function readMonth(written: string, inFile: boolean): Month | null {
  const [, year = '', month = ''] =
    (inFile && FORMS.exec(written.normalize('NFKC').replace(/\s/gu, ''))) || [];
  try {
    return parseMonth(year === '' ? written : `${year}-${month.padStart(2, '0')}`);
  } catch (error) {
    if (error instanceof MonthFormatError) return null;
    throw error;
  }
}
