import { normaliseResidentId } from '../../../../kernel/identifiers/resident-id';
import type { ListFaults } from '../remittance/list-fault';
import type { RawRow } from '../remittance/list-row';
import {
  CHANGE_KINDS,
  type ChangeKind,
  ROSTER_STEPS,
  type RosterRow,
  SEAL_REASON_CODES,
  SEAL_REASONS,
} from './roster-change';

/** What a change is called in files beside its code and the words of this system. */
const OTHER_WORDS: Readonly<Record<string, ChangeKind>> = {
  新增: 'new',
  开户: 'new',
  调基: 'base',
  转入: 'transfer',
  调入: 'transfer',
};

const KINDS: ReadonlyMap<string, ChangeKind> = new Map([
  ...Object.entries(OTHER_WORDS),
  ...CHANGE_KINDS.flatMap((kind): [string, ChangeKind][] => [
    [kind, kind],
    [ROSTER_STEPS[kind].text.zh, kind],
    [ROSTER_STEPS[kind].text.en, kind],
  ]),
]);

const REASONS: ReadonlyMap<string, string> = new Map(
  SEAL_REASON_CODES.flatMap((code): [string, string][] => [
    [code, code],
    [SEAL_REASONS[code].text.zh, code],
    [SEAL_REASONS[code].text.en, code],
  ]),
);

/** 2026-11-20, 2026/1/5, 2026.1.5, 20261120, 2026年11月20日: spreadsheets write days in many ways. */
const DAY = /^(\d{4})(?:-|\/|\.|年)(\d{1,2})(?:-|\/|\.|月)(\d{1,2})日?$|^(\d{4})(\d{2})(\d{2})$/;

/**
 * A row of a file as a change that GJ10 takes; null, with a fault told, where its kind cannot be read. What the other
 * cells say is judged with the rows beside it.
 */
export function readRosterRow({ row, cells, ragged }: RawRow, faults: ListFaults): RosterRow | null {
  if (ragged) return null;
  const cell = (column: 'kind' | 'name' | 'idNo' | 'base' | 'sealReason' | 'endedOn'): string =>
    (cells[column] ?? '').normalize('NFKC').trim();
  const kind = KINDS.get(cell('kind').toLowerCase()) ?? KINDS.get(cell('kind'));
  if (kind === undefined) {
    faults.add('KIND_UNKNOWN', { row, column: 'kind', value: cells.kind ?? '' });
    return null;
  }
  const [base, reason, endedOn] = [cell('base'), cell('sealReason'), cell('endedOn')];
  return {
    kind,
    name: (cells.name ?? '').trim(),
    idNo: normaliseResidentId(cell('idNo')),
    ...(base === '' ? {} : { base: twoDecimals(base) }),
    ...(reason === '' ? {} : { reason: REASONS.get(reason) ?? reason }),
    ...(endedOn === '' ? {} : { endedOn: isoDay(endedOn) }),
  };
}

/** Spreadsheets drop trailing zeros; anything else is left as it is. */
function twoDecimals(base: string): string {
  const [, whole, decimals = ''] = /^(\d{1,11})(?:\.(\d{1,2}))?$/.exec(base) ?? [];
  return whole === undefined ? base : `${whole}.${decimals.padEnd(2, '0')}`;
}

/** The day as the wire has it; anything else is left as it is. */
function isoDay(written: string): string {
  const [, year, month = '', day = '', plainYear, plainMonth, plainDay] = DAY.exec(written) ?? [];
  if (plainYear !== undefined) return `${plainYear}-${plainMonth ?? ''}-${plainDay ?? ''}`;
  return year === undefined ? written : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}
