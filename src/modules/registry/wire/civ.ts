import type { Day } from '../../../kernel/calendar';
import type { PersonAsked } from '../domain/answer';
import { otherPerson } from '../domain/fault';
import type { Told } from '../domain/questions';
import { readFields, wireNames, type WireFields } from './fields';
import { Node } from './node';
import { parseJson } from './parse-json';
import { openAnswer, type Reading } from './reading';

/** What civil affairs say of a person's marriage. */
export type Marriage<N extends MarriageField = MarriageField> =
  | { readonly status: 'single' }
  | ({ readonly status: 'married' } & Told<MarriageDetails, N>)
  | ({ readonly status: 'widowed' | 'divorced' } & Told<Pick<MarriageDetails, 'since'>, Extract<N, 'since'>>)
  /** Answered, but the status is not in this file: only a visit can supply it. Never to be read as single. */
  | { readonly status: 'not-online'; readonly file: 'elsewhere' | 'paper' | 'none' | 'unstated' };

export interface MarriageDetails {
  readonly spouse: PersonAsked;
  readonly since: Day;
}

export type MarriageField = keyof MarriageDetails;

export const CIV_PATH = '/gateway/civil/marriage.query';

/** GB/T 2261.2, the first-marriage, remarriage and restored-marriage codes included. */
const MARRIAGE = {
  '10': 'single',
  '20': 'married',
  '21': 'married',
  '22': 'married',
  '23': 'married',
  '30': 'widowed',
  '40': 'divorced',
  '90': 'unstated',
} as const;
export const CIV_FILE = { LOCAL: 'local', ELSEWHERE: 'elsewhere', PAPER: 'paper', NONE: 'none' } as const;
export type CivFile = (typeof CIV_FILE)[keyof typeof CIV_FILE];

const DETAILS: WireFields<MarriageDetails> = {
  spouse: { wire: 'spouse', read: spouseOf },
  since: { wire: 'register_date', read: (node) => node.pastDay(/^(\d{4})年(\d\d)月(\d\d)日$/) },
};

function spouseOf(node: Node): PersonAsked {
  node.only(['cert_no', 'person_name']);
  return { name: node.field('person_name').text(), idNo: node.field('cert_no').text() };
}

/** Body of the question about one person. */
export function civRequest(
  person: PersonAsked,
  fields: readonly MarriageField[],
  traceId: string,
  purpose: string,
): string {
  const content = {
    cert_no: person.idNo,
    person_name: person.name,
    fields: wireNames(DETAILS, fields).join('|'),
  };
  return JSON.stringify({ biz_id: traceId, scene: purpose, biz_content: JSON.stringify(content) });
}

/** Reads a CIV answer. Throws `AnswerFault`. */
export function readCiv<N extends MarriageField>(
  bytes: Uint8Array,
  person: PersonAsked,
  fields: readonly MarriageField[],
): Reading<Marriage<N>> {
  const { content, ...signs } = openCiv(bytes, person, ['marriage_code', ...wireNames(DETAILS, fields)]);
  return { ...signs, value: marriage<N>(content, fields) };
}

/** What every answer of civil affairs has: whom it is about, where the file lies, and what was asked beside. */
export function openCiv(
  bytes: Uint8Array,
  person: PersonAsked,
  beside: readonly string[],
): Omit<Reading<never>, 'value'> & { readonly content: Node } {
  const root = openAnswer(bytes).only(['code', 'biz_no', 'timestamp', 'biz_content']);
  root.field('code').exactly(200);
  const content = new Node(parseJson(root.field('biz_content').text()), '$.biz_content');
  content.only(['cert_no', 'person_name', 'file_place', ...beside]);
  const [echoedNo, echoedName] = [content.field('cert_no'), content.field('person_name')];
  if (echoedNo.text() !== person.idNo) throw otherPerson(echoedNo.path);
  if (echoedName.text() !== person.name) throw otherPerson(echoedName.path);
  return {
    receiptNo: root.field('biz_no').text(/^MZ\d{8}H\d+$/),
    // Epoch milliseconds from 2000 to 2100.
    asOf: content.answeredAt(new Date(root.field('timestamp').whole(946_684_800_000, 4_102_444_800_000))),
    content,
  };
}

function marriage<N extends MarriageField>(content: Node, fields: readonly MarriageField[]): Marriage<N> {
  const file = content.field('file_place').code(CIV_FILE);
  const code = content.field('marriage_code');
  if (file !== 'local') {
    code.isNull();
    return { status: 'not-online', file };
  }
  const status = code.code(MARRIAGE);
  if (status === 'unstated') return { status: 'not-online', file: 'unstated' };
  if (status === 'married') return { status, ...readFields<MarriageDetails, N>(content, DETAILS, fields) };
  if (fields.includes('spouse')) content.field('spouse').isNull();
  if (status === 'single') return { status };
  const since = fields.filter((field) => field === 'since');
  const details = readFields<Pick<MarriageDetails, 'since'>, Extract<N, 'since'>>(content, DETAILS, since);
  return { status, ...details };
}
