import type { PersonAsked } from '../domain/answer';
import { drift, otherPerson } from '../domain/fault';
import type { Node } from './node';
import { openAnswer, type Reading } from './reading';

/** What the police say of a name and id number. Nothing but the mismatch is told where they do not belong together. */
export type PoliceRecord =
  | { readonly idNo: string; readonly match: false; readonly idNoExists: boolean }
  | {
      readonly idNo: string;
      readonly match: true;
      readonly alive: boolean;
      /** Children under 18. */
      readonly minorChildren: number;
      readonly minorChildrenBirthYears: readonly number[];
    };

export const POL_PATH = '/POL/TX/P0301';

const CHECK = { '00': 'unknown', '01': 'match', '02': 'mismatch' } as const;
const LIVING = { Y: true, N: false } as const;

/** Body of the question about a batch. */
export function polRequest(people: readonly PersonAsked[], traceId: string): string {
  const list = people.map((person) => ({ IDNO: person.idNo, NAME: person.name }));
  return JSON.stringify({ HEAD: { TX: 'P0301', SEQ: traceId }, BODY: { CNT: list.length, LIST: list } });
}

/** Reads a POL answer: one record a person, in the order asked. Throws `AnswerFault`. */
export function readPol(bytes: Uint8Array, people: readonly PersonAsked[]): Reading<PoliceRecord[]> {
  const root = openAnswer(bytes);
  const head = root.field('HEAD');
  head.field('RET').exactly('0000');
  const rows = root.field('BODY').field('LIST');
  const list = rows.list();
  if (list.length !== people.length) throw drift(rows.path, `${people.length} rows`);
  return {
    receiptNo: head.field('ANSNO').text(/^\d{4}\.\d\d\.\d\d\.\d\d\.\d{7,}$/),
    asOf: head.field('ASOF').shanghaiInstant(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/),
    value: list.map((row, index) => record(row, people[index])),
  };
}

function record(row: Node, asked: PersonAsked | undefined): PoliceRecord {
  const idNo = row.field('IDNO').text();
  if (idNo !== asked?.idNo || row.field('NAME').text() !== asked.name) throw otherPerson(row.path);
  const check = row.field('CHK').code(CHECK);
  if (check !== 'match') return { idNo, match: false, idNoExists: check === 'mismatch' };
  const born = row.field('MINORS_BORN').list();
  const minors = Number(row.field('MINORS').text(/^\d{1,2}$/));
  if (born.length !== minors) throw drift(`${row.path}.MINORS_BORN`, `${minors} years`);
  return {
    idNo,
    match: true,
    alive: row.field('LIV').code(LIVING),
    minorChildren: minors,
    minorChildrenBirthYears: born.map((year) => Number(year.text(/^(19|20)\d\d$/))),
  };
}
