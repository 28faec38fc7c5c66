import type { Day } from '../../../kernel/calendar';
import type { PersonAsked } from '../domain/answer';
import { drift, otherPerson } from '../domain/fault';
import { Node } from './node';
import { parseJson } from './parse-json';
import { openAnswer, type Reading } from './reading';

/** What civil affairs say of a person's marriage. */
export type Marriage =
  | { readonly status: 'single' }
  | { readonly status: 'married'; readonly spouse: PersonAsked; readonly since: Day }
  | { readonly status: 'widowed' | 'divorced'; readonly since: Day }
  /** Answered, but the status is not in this file: only a visit can supply it. Never to be read as single. */
  | { readonly status: 'not-online'; readonly file: 'elsewhere' | 'paper' | 'none' | 'unstated' };

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
const FILE = { LOCAL: 'local', ELSEWHERE: 'elsewhere', PAPER: 'paper', NONE: 'none' } as const;

/** Body of the question about one person. */
export function civRequest(person: PersonAsked, traceId: string, purpose: string): string {
  const content = { cert_no: person.idNo, person_name: person.name };
  return JSON.stringify({ biz_id: traceId, scene: purpose, biz_content: JSON.stringify(content) });
}

/** Reads a CIV answer. Throws `AnswerFault`. */
export function readCiv(bytes: Uint8Array, person: PersonAsked): Reading<Marriage> {
  const root = openAnswer(bytes);
  root.field('code').exactly(200);
  const content = new Node(parseJson(root.field('biz_content').text()), '$.biz_content');
  const [echoedNo, echoedName] = [content.field('cert_no'), content.field('person_name')];
  if (echoedNo.text() !== person.idNo) throw otherPerson(echoedNo.path);
  if (echoedName.text() !== person.name) throw otherPerson(echoedName.path);
  return {
    receiptNo: root.field('biz_no').text(/^MZ\d{8}H\d+$/),
    // Epoch milliseconds from 2000 to 2100.
    asOf: new Date(root.field('timestamp').whole(946_684_800_000, 4_102_444_800_000)),
    value: marriage(content),
  };
}

function marriage(content: Node): Marriage {
  const file = content.field('file_place').code(FILE);
  const code = content.field('marriage_code');
  if (file !== 'local') {
    if (code.orNull(() => code) !== null) throw drift(code.path, 'null for a file kept elsewhere');
    return { status: 'not-online', file };
  }
  const status = code.code(MARRIAGE);
  if (status === 'unstated') return { status: 'not-online', file: 'unstated' };
  const spouse = content.field('spouse');
  if (status === 'single') {
    if (spouse.orNull(() => spouse) !== null) throw drift(spouse.path, 'no spouse of somebody single');
    return { status };
  }
  const since = content.field('register_date').day(/^(\d{4})年(\d\d)月(\d\d)日$/);
  if (status !== 'married') return { status, since };
  const named = { name: spouse.field('person_name').text(), idNo: spouse.field('cert_no').text() };
  return { status, spouse: named, since };
}
