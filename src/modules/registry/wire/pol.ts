import type { PersonAsked } from '../domain/answer';
import { drift, otherPerson } from '../domain/fault';
import type { Told } from '../domain/questions';
import { readFields, wireNames, type WireFields } from './fields';
import type { Node } from './node';
import { openAnswer, type Reading } from './reading';

/** What the police say of a name and id number. Nothing but the mismatch is told where they do not belong together. */
export type PoliceRecord<N extends PoliceField = PoliceField> =
  | { readonly idNo: string; readonly match: false; readonly idNoExists: boolean }
  | ({ readonly idNo: string; readonly match: true } & Told<PoliceDetails, N>);

export interface PoliceDetails {
  readonly alive: boolean;
  /** Children under 18. */
  readonly minorChildren: number;
  readonly minorChildrenBirthYears: readonly number[];
  readonly minorChildrenIdentities: readonly { readonly name: string; readonly idNo: string }[];
  /** Names and id numbers under which the person was registered before, the latest first. */
  readonly formerIdentities: readonly { readonly name: string; readonly idNo: string }[];
}

export type PoliceField = keyof PoliceDetails;

export const POL_PATH = '/POL/TX/P0301';

const CHECK = { '00': 'unknown', '01': 'match', '02': 'mismatch' } as const;
const LIVING = { Y: true, N: false } as const;

const DETAILS: WireFields<PoliceDetails> = {
  alive: { wire: 'LIV', read: (node) => node.code(LIVING) },
  minorChildren: { wire: 'MINORS', read: (node) => Number(node.text(/^\d{1,2}$/)) },
  minorChildrenBirthYears: {
    wire: 'MINORS_BORN',
    read: (node) => node.list().map((year) => Number(year.text(/^(19|20)\d\d$/))),
  },
  minorChildrenIdentities: {
    wire: 'MINORS_ID',
    read: (node) => node.list().map((child) => identity(child, /^\d{17}[\dX]$/)),
  },
  formerIdentities: {
    wire: 'FORMER',
    read: (node) => node.list().map((former) => identity(former, /^\d{17}[\dX]$|^\d{15}$/)),
  },
};

function identity(node: Node, form: RegExp): { name: string; idNo: string } {
  node.only(['IDNO', 'NAME']);
  return { name: node.field('NAME').text(), idNo: node.field('IDNO').text(form) };
}

/** Body of the question about a batch. */
export function polRequest(
  people: readonly PersonAsked[],
  fields: readonly PoliceField[],
  traceId: string,
): string {
  const list = people.map((person) => ({ IDNO: person.idNo, NAME: person.name }));
  const body = { CNT: list.length, COLS: wireNames(DETAILS, fields), LIST: list };
  return JSON.stringify({ HEAD: { TX: 'P0301', SEQ: traceId }, BODY: body });
}

/** Reads a POL answer: one record a person, in the order asked. Throws `AnswerFault`. */
export function readPol<N extends PoliceField>(
  bytes: Uint8Array,
  people: readonly PersonAsked[],
  fields: readonly PoliceField[],
): Reading<PoliceRecord<N>[]> {
  const root = openAnswer(bytes).only(['HEAD', 'BODY']);
  const head = root.field('HEAD').only(['TX', 'RET', 'ANSNO', 'ASOF']);
  head.field('RET').exactly('0000');
  const rows = root.field('BODY').only(['CNT', 'LIST']).field('LIST');
  const list = rows.list();
  if (list.length !== people.length) throw drift(rows.path, `${people.length} rows`);
  return {
    receiptNo: head.field('ANSNO').text(/^\d{4}\.\d\d\.\d\d\.\d\d\.\d{7,}$/),
    asOf: head.field('ASOF').shanghaiInstant(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/),
    value: list.map((row, index) => record<N>(row, people[index], fields)),
  };
}

function record<N extends PoliceField>(
  row: Node,
  asked: PersonAsked | undefined,
  fields: readonly PoliceField[],
): PoliceRecord<N> {
  const idNo = row.field('IDNO').text();
  if (idNo !== asked?.idNo || row.field('NAME').text() !== asked.name) throw otherPerson(row.path);
  const check = row.field('CHK').code(CHECK);
  row.only(['IDNO', 'NAME', 'CHK', ...(check === 'match' ? wireNames(DETAILS, fields) : [])]);
  if (check !== 'match') return { idNo, match: false, idNoExists: check === 'mismatch' };
  const details = readFields<PoliceDetails, N>(row, DETAILS, fields);
  checkCounts(row, details);
  return { idNo, match: true, ...details };
}

/** Children are as many however they are told. */
function checkCounts(row: Node, told: Partial<PoliceDetails>): void {
  const { minorChildren, minorChildrenBirthYears: born, minorChildrenIdentities: children } = told;
  const minors = minorChildren ?? born?.length;
  if (minors === undefined) return;
  if (born !== undefined && born.length !== minors) throw drift(`${row.path}.MINORS_BORN`, `${minors} years`);
  if (children !== undefined && children.length !== minors)
    throw drift(`${row.path}.MINORS_ID`, `${minors} children`);
}
