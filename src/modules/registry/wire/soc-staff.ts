import type { Day } from '../../../kernel/calendar';
import { drift, otherPerson } from '../domain/fault';
import type { Told } from '../domain/questions';
import { readFields, wireNames, type WireFields } from './fields';
import type { Node } from './node';
import { openAnswer, type Reading } from './reading';
import { SOC_DAY, SOC_INSTANT, SOC_NUMBER } from './soc';

/** Which employer's changes since which day, and which page of them, from 1. */
export interface StaffAsked {
  readonly creditCode: string;
  readonly since: Day;
  readonly page: number;
}

interface StaffPeriod {
  readonly from: Day;
  /** Last day; null while it runs. */
  readonly to: Day | null;
}

export type StaffField = keyof StaffPeriod;

/** An employment with the employer that began or ended since the day. */
export type StaffRow<N extends StaffField = StaffField> = {
  readonly name: string;
  readonly idNo: string;
} & Told<StaffPeriod, N>;

export interface StaffPage<N extends StaffField = StaffField> {
  readonly rows: readonly StaffRow<N>[];
  /** Whether another page follows. */
  readonly more: boolean;
}

export const STAFF_PATH = '/api/social-insurance/v3/organisation/staff-changes';

const PAGE = { MORE: true, LAST: false } as const;

const PERIOD: WireFields<StaffPeriod> = {
  from: { wire: 'startDate', read: (node) => node.day(SOC_DAY) },
  to: { wire: 'endDate', read: (node) => node.orNull((end) => end.day(SOC_DAY)) },
};

/** Body of the question. */
export function staffRequest(
  asked: StaffAsked,
  fields: readonly StaffField[],
  traceId: string,
  purpose: string,
): string {
  return JSON.stringify({
    requestId: traceId,
    sceneCode: purpose,
    ...subject(asked),
    staffFields: wireNames(PERIOD, fields),
  });
}

/** Reads one page of changes. Throws `AnswerFault`. */
export function readStaff<N extends StaffField>(
  bytes: Uint8Array,
  asked: StaffAsked,
  fields: readonly StaffField[],
): Reading<StaffPage<N>> {
  const root = openAnswer(bytes).only(['success', 'errorCode', 'result']);
  root.field('success').exactly(true);
  const echoed = Object.entries(subject(asked));
  const result = root
    .field('result')
    .only(['answerNo', 'dataTime', ...echoed.map(([name]) => name), 'pageState', 'staff']);
  for (const [name, value] of echoed) {
    const told = result.field(name);
    if ((typeof value === 'number' ? told.whole(1, 1_000_000) : told.text()) !== value)
      throw otherPerson(told.path);
  }
  const rows = result.field('staff').list();
  return {
    receiptNo: result.field('answerNo').text(SOC_NUMBER),
    asOf: result.field('dataTime').shanghaiInstant(SOC_INSTANT),
    value: {
      rows: rows.map((row) => staffRow<N>(row, fields)),
      more: result.field('pageState').code(PAGE),
    },
  };
}

function subject({ creditCode, since, page }: StaffAsked): Record<string, string | number> {
  return { orgCreditCode: creditCode, changedSince: since.replaceAll('-', '/'), pageNo: page };
}

function staffRow<N extends StaffField>(row: Node, fields: readonly StaffField[]): StaffRow<N> {
  row.only(['certNo', 'fullName', ...wireNames(PERIOD, fields)]);
  const told = readFields<StaffPeriod, N>(row, PERIOD, fields);
  const { from, to }: Partial<StaffPeriod> = told;
  if (from !== undefined && typeof to === 'string' && to < from)
    throw drift(`${row.path}.endDate`, 'a day not before startDate');
  return { name: row.field('fullName').text(), idNo: row.field('certNo').text(), ...told };
}
