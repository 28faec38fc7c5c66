import { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import type { Day } from '../../../../kernel/calendar';
import { invalidAt, validateDto } from '../../../../platform/http';
import { rosterRowFaults } from '../../domain/roster/judge-roster-row';
import { readRosterRow } from '../../domain/roster/read-roster-row';
import type { RosterRow } from '../../domain/roster/roster-change';
import { ROSTER_FAULT_TEXTS } from '../../domain/roster/roster-fault-texts';
import type { RosterField } from '../../domain/roster/roster-row-refusal';
import { type ListColumn, ROSTER_FORM } from '../../domain/remittance/list-columns';
import type { ListFaults } from '../../domain/remittance/list-fault';
import type { RawRow } from '../../domain/remittance/list-row';
import type { FileManner } from '../files/read-csv-list';
import { readListFile } from '../files/read-list-file';
import { RosterFileQuery } from './roster-changes.dto';

/** Changes that one case takes. */
const MOST_CHANGES = 5_000;

/** Where a field of a change stands in a file. */
export const COLUMN_OF: Readonly<Record<RosterField, ListColumn>> = {
  kind: 'kind',
  name: 'name',
  idNo: 'idNo',
  base: 'base',
  reason: 'sealReason',
  endedOn: 'endedOn',
};

/** A file of changes as it was sent. */
export interface SentChanges {
  readonly rows: readonly RawRow[];
  readonly faults: ListFaults;
  readonly manner: FileManner;
  /** Input of GJ10: the rows that have no fault of their own. */
  readonly input: {
    readonly employerId: string;
    readonly month?: string;
    readonly partial?: boolean;
    readonly changes: readonly RosterRow[];
  };
  /** Row of the file of each of its changes. */
  readonly rowOf: readonly number[];
  readonly dryRun: boolean;
}

/** The changes of a request. Problems: 400 when the request itself cannot be read, 413 when it is too large. */
export async function sentChanges({ body, query }: FastifyRequest, today: Day): Promise<SentChanges> {
  const asked = validateDto(RosterFileQuery, { ...(query as object) }, '/query');
  if (!(body instanceof Readable)) throw fileExpected();
  const { rows, faults, manner } = await readListFile(body, ROSTER_FORM, asked.sheet ?? null);
  faults.words = ROSTER_FAULT_TEXTS;
  if (rows.length === 0 && faults.count === 0) faults.add('LIST_EMPTY', {});
  if (rows.length > MOST_CHANGES) faults.add('LIST_TOO_LONG', {}, String(MOST_CHANGES));
  const good = withoutFaults(rows, faults, today);
  const { employerId, month } = asked;
  const input = {
    employerId,
    ...(month === undefined ? {} : { month }),
    ...(asked.partial === 'true' ? { partial: true } : {}),
    changes: good.map(({ change }) => change),
  };
  const rowOf = good.map(({ row }) => row);
  return { rows, faults, manner, input, rowOf, dryRun: asked.dryRun === 'true' };
}

/** The rows that can be asked about; what is wrong with the others is told. */
function withoutFaults(
  rows: readonly RawRow[],
  faults: ListFaults,
  today: Day,
): { row: number; change: RosterRow }[] {
  const read = rows.flatMap((raw) => {
    const change = readRosterRow(raw, faults);
    return change ? [{ raw, change }] : [];
  });
  const found = rosterRowFaults(
    read.map(({ change }) => change),
    today,
  );
  read.forEach(({ raw, change }, index) => {
    const fault = found[index];
    if (!fault) return;
    const column = COLUMN_OF[fault.field];
    const first = read.find((other) => other.change.idNo === change.idNo);
    faults.add(fault.code, { row: raw.row, column, value: raw.cells[column] ?? '' }, String(first?.raw.row));
  });
  return read.flatMap(({ raw: { row }, change }) =>
    faults.reasonsOf(row).length === 0 ? [{ row, change }] : [],
  );
}

function fileExpected(): Error {
  return invalidAt('', 'FILE_EXPECTED', {
    zh: '请以 text/csv 或 XLSX 发送变更清册；JSON 变更请用 POST /v1/cases 办理 GJ10。',
    en: 'Send the changes as text/csv or XLSX; those in JSON are an application for GJ10 at POST /v1/cases.',
  });
}
