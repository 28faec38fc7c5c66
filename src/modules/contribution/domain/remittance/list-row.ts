import type { Day } from '../../../../kernel/calendar';
import { checkResidentId, normaliseResidentId } from '../../../../kernel/identifiers/resident-id';
import { fen, type Fen } from '../../../../kernel/money';
import type { ListColumn } from './list-columns';
import type { ListFaults, ListSource } from './list-fault';
import type { ListFaultCode } from './list-fault-texts';

/** A row as it was sent; a cell that is absent or empty says nothing. */
export interface RawRow {
  /** As a spreadsheet counts: the headings are row 1, the first member row 2. */
  readonly row: number;
  readonly cells: Readonly<Partial<Record<ListColumn, string>>>;
  /** All cells as they stood, where there were more or fewer than headings: nobody knows which is which. */
  readonly ragged?: readonly string[];
}

/** A row whose person is known. Amounts in fen; null where the row says nothing that can be read. */
export interface ListRow {
  readonly row: number;
  readonly name: string;
  readonly idNo: string;
  readonly base: Fen | null;
  readonly employerAmount: Fen | null;
  readonly employeeAmount: Fen | null;
}

/** Spreadsheets drop trailing zeros, so a file may say 8000 or 8000.5; JSON is held to the form of the wire. */
const MONEY: Readonly<Record<ListSource, RegExp>> = {
  csv: /^\d{1,11}(?:\.\d{1,2})?$/,
  xlsx: /^\d{1,11}(?:\.\d{1,2})?$/,
  json: /^\d{1,11}\.\d{2}$/,
  'same-as': /^\d{1,11}\.\d{2}$/,
};
const CONTROL = /[\p{Cc}\p{Cs}]/u;
/** Also those that nobody sees, such as the no-break space of a web page. */
const BLANK = /\s/u;
const BLANK_WITHIN = [
  '：前后或中间有空格（包括看不见的不间断空格）',
  ': a blank (or a no-break space) stands in it',
];
const LONGEST_NAME = 120;

/**
 * Reads one row by itself and tells everything wrong with it. Returns the row when it says who is meant, faults or
 * not, so that the whole-list checks do not take its person for missing; null otherwise.
 */
export function readListRow({ row, cells }: RawRow, faults: ListFaults, today: Day): ListRow | null {
  const refuse = (code: ListFaultCode, column: ListColumn, ...operands: readonly string[]): void =>
    faults.add(code, { row, column, value: cells[column] ?? '' }, ...operands);
  const spoilt = (Object.keys(cells) as ListColumn[]).filter((column) => CONTROL.test(cells[column] ?? ''));
  if (spoilt.length > 0) {
    spoilt.forEach((column) => refuse('CHARACTER_NOT_ALLOWED', column));
    return null;
  }
  const name = (cells.name ?? '').trim();
  const named = name !== '' && name.length <= LONGEST_NAME;
  if (!named) refuse('NAME_MISSING', 'name');
  const idNo = normaliseResidentId((cells.idNo ?? '').trim());
  const identified = checkResidentId(idNo, today).valid;
  if (!identified) refuse('ID_CHECKSUM', 'idNo');
  const money = (column: ListColumn): Fen | null => {
    const text = cells[column];
    if (text === undefined || text === '') return null;
    if (MONEY[faults.source].test(text)) return readFen(text);
    refuse('MONEY_FORMAT', column, ...(BLANK.test(text) ? BLANK_WITHIN : []));
    return null;
  };
  const base = money('base');
  if (base === 0n) refuse('BASE_OUT_OF_RANGE', 'base');
  const employerAmount = money('employerAmount');
  const employeeAmount = money('employeeAmount');
  return named && identified ? { row, name, idNo, base, employerAmount, employeeAmount } : null;
}

/** An amount as a source may write it; null when it is none. */
export function readYuan(text: string, source: ListSource): Fen | null {
  return MONEY[source].test(text.trim()) ? readFen(text.trim()) : null;
}

function readFen(text: string): Fen {
  const [whole = '0', decimals = ''] = text.split('.');
  return fen(BigInt(whole + decimals.padEnd(2, '0')));
}
