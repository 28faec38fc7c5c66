import type { Day } from '../../../kernel/calendar';
import { yuan } from '../../../kernel/money';
import type { PersonAsked } from '../domain/answer';
import { drift, otherPerson } from '../domain/fault';
import type { Told } from '../domain/questions';
import { readFields, wireNames, type WireFields } from './fields';
import type { Node } from './node';
import { openAnswer, type Reading } from './reading';

/** Employments of one person as social insurance holds them; none means it said "never insured". */
export interface InsuredPerson<N extends EmploymentField = EmploymentField> {
  readonly idNo: string;
  readonly employments: readonly Told<Employment, N>[];
}

export type EmploymentField = keyof Employment;

export interface Employment {
  readonly creditCode: string;
  readonly from: Day;
  /** Last day; null while it runs. */
  readonly to: Day | null;
  /** Monthly base, yuan. */
  readonly base: string;
}

export const SOC_PATH = '/api/social-insurance/v3/insured/query';

export const SOC_NUMBER = /^SI\d{9,}-\d{6}$/;
const STATE = { A: 'insured', S: 'stopped', N: 'never' } as const;
export const SOC_DAY = /^(\d{4})\/(\d\d)\/(\d\d)$/;
export const SOC_INSTANT = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)\+08:00$/;

const EMPLOYMENT: WireFields<Employment> = {
  creditCode: { wire: 'orgCreditCode', read: (node) => node.text(/^[0-9A-Z]{18}$/) },
  from: { wire: 'startDate', read: (node) => node.day(SOC_DAY) },
  to: { wire: 'endDate', read: (node) => node.orNull((end) => end.day(SOC_DAY)) },
  base: { wire: 'monthlyBase', read: (node) => yuan(node.yuan()) },
};

/** Body of the question about a batch. */
export function socRequest(
  people: readonly PersonAsked[],
  fields: readonly EmploymentField[],
  traceId: string,
  purpose: string,
): string {
  const persons = people.map((person) => ({ certNo: person.idNo, fullName: person.name }));
  const periodFields = wireNames(EMPLOYMENT, fields);
  return JSON.stringify({ requestId: traceId, sceneCode: purpose, periodFields, persons });
}

/** Reads a SOC answer: one person each, in the order asked. Throws `AnswerFault`. */
export function readSoc<N extends EmploymentField>(
  bytes: Uint8Array,
  people: readonly PersonAsked[],
  fields: readonly EmploymentField[],
): Reading<InsuredPerson<N>[]> {
  const root = openAnswer(bytes).only(['success', 'errorCode', 'result']);
  root.field('success').exactly(true);
  const result = root.field('result').only(['answerNo', 'dataTime', 'records']);
  const rows = result.field('records');
  const list = rows.list();
  if (list.length !== people.length) throw drift(rows.path, `${people.length} records`);
  return {
    receiptNo: result.field('answerNo').text(SOC_NUMBER),
    asOf: result.field('dataTime').shanghaiInstant(SOC_INSTANT),
    value: list.map((row, index) => insured<N>(row, people[index], fields)),
  };
}

function insured<N extends EmploymentField>(
  row: Node,
  asked: PersonAsked | undefined,
  fields: readonly EmploymentField[],
): InsuredPerson<N> {
  row.only(['certNo', 'fullName', 'insuredState', 'periods']);
  const idNo = row.field('certNo').text();
  if (idNo !== asked?.idNo || row.field('fullName').text() !== asked.name) throw otherPerson(row.path);
  const state = row.field('insuredState').code(STATE);
  const employments = row
    .field('periods')
    .list()
    .map((period) => employment<N>(period, fields));
  const said = stateOf(employments, fields.includes('to'));
  if (!said.includes(state)) throw drift(`${row.path}.periods`, `periods of somebody ${state}`);
  return { idNo, employments };
}

/** The states that these periods allow; whether one still runs shows in its end alone. */
function stateOf(employments: readonly Partial<Employment>[], endsTold: boolean): string[] {
  if (employments.length === 0) return ['never'];
  if (!endsTold) return ['insured', 'stopped'];
  return [employments.some((job) => job.to === null) ? 'insured' : 'stopped'];
}

function employment<N extends EmploymentField>(
  row: Node,
  fields: readonly EmploymentField[],
): Told<Employment, N> {
  const told = readFields<Employment, N>(row.only(wireNames(EMPLOYMENT, fields)), EMPLOYMENT, fields);
  const { from, to }: Partial<Employment> = told;
  if (from !== undefined && typeof to === 'string' && to < from)
    throw drift(`${row.path}.endDate`, 'a day not before startDate');
  return told;
}
