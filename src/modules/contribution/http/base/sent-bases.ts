import { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { sha256Hex } from '../../../../kernel/canonical-json';
import { bodyHash, validateDto } from '../../../../platform/http';
import type { BasesWanted } from '../../app/base/lay-out-bases';
import type { SentRows } from '../../app/remittance/lay-out-list';
import { BASE_FORM } from '../../domain/remittance/list-columns';
import { ListFaults } from '../../domain/remittance/list-fault';
import type { FileManner } from '../files/read-csv-list';
import { readListFile } from '../files/read-list-file';
import { BaseChangeRequest, BaseFileQuery, BaseOptions } from './base-change.dto';

/** Declared wages as they were sent, in either form. */
export interface SentBases extends SentRows {
  readonly wanted: BasesWanted;
  readonly dryRun: boolean;
  /** How the file was written; null for JSON. */
  readonly manner: FileManner | null;
  /** Of all that decides on what becomes of them. */
  readonly hash: string;
}

/** The bases of a request. Problems: 400 when the request itself cannot be read, 413 when it is too large. */
export async function sentBases({ body, query }: FastifyRequest): Promise<SentBases> {
  if (body instanceof Readable) {
    const asked = validateDto(BaseFileQuery, { ...(query as object) }, '/query');
    const { employerId, fundYear, sheet = null } = asked;
    const { rows, faults, manner, sha256 } = await readListFile(body, BASE_FORM, sheet);
    const carryRest = asked.carryRest === 'true';
    const wanted = { employerId, fundYear: fundYear === undefined ? null : Number(fundYear), carryRest };
    const hash = sha256Hex([employerId, fundYear ?? '', carryRest, sheet ?? '', sha256].join('\n'));
    return { rows, faults, manner, wanted, dryRun: asked.dryRun === 'true', hash };
  }
  const options = validateDto(BaseOptions, { ...(query as object) }, '/query');
  const { employerId, fundYear = null, members } = validateDto(BaseChangeRequest, body);
  const carryRest = options.carryRest === 'true';
  const rows = members.map(({ name, idNo, base }, index) => ({
    row: index + 2,
    cells: { name, idNo, base },
  }));
  return {
    rows,
    faults: new ListFaults('json'),
    manner: null,
    wanted: { employerId, fundYear, carryRest },
    dryRun: options.dryRun === 'true',
    hash: bodyHash({ body, carryRest }),
  };
}
