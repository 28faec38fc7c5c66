import type { Day } from '../../../kernel/calendar';
import { MoneyFormatError, parseYuan, yuan } from '../../../kernel/money';
import type { PersonAsked } from '../domain/answer';
import { drift, otherPerson } from '../domain/fault';
import type { Node } from './node';
import { openAnswer, type Reading } from './reading';

/** Employments of one person as social insurance holds them; none means it said "never insured". */
export interface InsuredPerson {
  readonly idNo: string;
  readonly employments: readonly Employment[];
}

export interface Employment {
  readonly creditCode: string;
  readonly from: Day;
  /** Last day; null while it runs. */
  readonly to: Day | null;
  /** Monthly base, yuan. */
  readonly base: string;
}

export const SOC_PATH = '/api/social-insurance/v3/insured/query';

const STATE = { A: 'insured', S: 'stopped', N: 'never' } as const;
const DAY = /^(\d{4})\/(\d\d)\/(\d\d)$/;
const INSTANT = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)\+08:00$/;

/** Body of the question about a batch. */
export function socRequest(people: readonly PersonAsked[], traceId: string, purpose: string): string {
  const persons = people.map((person) => ({ certNo: person.idNo, fullName: person.name }));
  return JSON.stringify({ requestId: traceId, sceneCode: purpose, persons });
}

/** Reads a SOC answer: one person each, in the order asked. Throws `AnswerFault`. */
export function readSoc(bytes: Uint8Array, people: readonly PersonAsked[]): Reading<InsuredPerson[]> {
  const root = openAnswer(bytes);
  root.field('success').exactly(true);
  const result = root.field('result');
  const rows = result.field('records');
  const list = rows.list();
  if (list.length !== people.length) throw drift(rows.path, `${people.length} records`);
  return {
    receiptNo: result.field('answerNo').text(/^SI\d{9,}-\d{6}$/),
    asOf: result.field('dataTime').shanghaiInstant(INSTANT),
    value: list.map((row, index) => insured(row, people[index])),
  };
}

function insured(row: Node, asked: PersonAsked | undefined): InsuredPerson {
  const idNo = row.field('certNo').text();
  if (idNo !== asked?.idNo || row.field('fullName').text() !== asked.name) throw otherPerson(row.path);
  const state = row.field('insuredState').code(STATE);
  const employments = row.field('periods').list().map(employment);
  const said =
    employments.length === 0 ? 'never' : employments.some((job) => job.to === null) ? 'insured' : 'stopped';
  if (said !== state) throw drift(`${row.path}.periods`, `periods of somebody ${state}`);
  return { idNo, employments };
}

function employment(row: Node): Employment {
  const from = row.field('startDate').day(DAY);
  const to = row.field('endDate').orNull((node) => node.day(DAY));
  if (to !== null && to < from) throw drift(`${row.path}.endDate`, 'a day not before startDate');
  return { creditCode: row.field('orgCreditCode').text(/^[0-9A-Z]{18}$/), from, to, base: base(row) };
}

function base(row: Node): string {
  const node = row.field('monthlyBase');
  try {
    return yuan(parseYuan(node.text(/^\d/)));
  } catch (error) {
    if (error instanceof MoneyFormatError) throw drift(node.path, 'yuan with two decimals');
    throw error;
  }
}
