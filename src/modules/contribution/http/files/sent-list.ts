import { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { sha256Hex } from '../../../../kernel/canonical-json';
import { parseMonth } from '../../../../kernel/month';
import { bodyHash, validateDto } from '../../../../platform/http';
import type { HowToTake, SentRows } from '../../app/remittance/lay-out-list';
import { type ListColumn, REMITTANCE_FORM } from '../../domain/remittance/list-columns';
import { ListFaults } from '../../domain/remittance/list-fault';
import type { RawRow } from '../../domain/remittance/list-row';
import type { FileManner } from './read-csv-list';
import { readListFile } from './read-list-file';
import { ListFileQuery, type ListMember, ListOptions, ListRequest } from '../remittance/remittance-list.dto';

const JSON_COLUMNS = ['name', 'idNo', 'base', 'employerAmount', 'employeeAmount'] as const;

/** A remittance list as it was sent, in either form. */
export interface SentList extends SentRows {
  readonly how: HowToTake;
  readonly dryRun: boolean;
  /** How the file was written; null for JSON. */
  readonly manner: FileManner | null;
  /** Of all that decides on what becomes of the list. */
  readonly hash: string;
}

/** The list of a request. Problems: 400 when the request itself cannot be read, 413 when it is too large. */
export async function sentList({ body, query }: FastifyRequest): Promise<SentList> {
  if (body instanceof Readable) {
    const asked = validateDto(ListFileQuery, { ...(query as object) }, '/query');
    const { rows, faults, manner, sha256 } = await readListFile(body, REMITTANCE_FORM, asked.sheet ?? null);
    const { employerId, month } = asked;
    const how = { employerId, month: parseMonth(month), ...choices(asked) };
    const hash = sha256Hex(
      [
        employerId,
        month,
        how.partial,
        how.addTo ?? '',
        ...(asked.sheet === undefined ? [] : [asked.sheet]),
        sha256,
      ].join('\n'),
    );
    return { rows, faults, manner, how, dryRun: asked.dryRun === 'true', hash };
  }
  const options = validateDto(ListOptions, { ...(query as object) }, '/query');
  const { employerId, month, members } = validateDto(ListRequest, body);
  const how = { employerId, month: parseMonth(month), ...choices(options) };
  const rows = members.map(rowOf);
  const { partial, addTo } = how;
  const hash = bodyHash(partial || addTo !== null ? { body, partial, addTo } : body);
  return { rows, faults: new ListFaults('json'), manner: null, how, dryRun: options.dryRun === 'true', hash };
}

function choices({ partial, addTo }: ListOptions): Pick<HowToTake, 'partial' | 'addTo'> {
  return { partial: partial === 'true', addTo: addTo ?? null };
}

function rowOf(member: ListMember, index: number): RawRow {
  const cells: Partial<Record<ListColumn, string>> = {};
  for (const column of JSON_COLUMNS) {
    const cell = member[column];
    if (cell !== undefined) cells[column] = cell;
  }
  return { row: index + 2, cells };
}
