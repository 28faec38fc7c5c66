import type { PersonAsked } from '../domain/answer';
import { otherPerson } from '../domain/fault';
import type { Told } from '../domain/questions';
import { readFields, wireNames, type WireFields } from './fields';
import { openAnswer, type Reading } from './reading';

/** `unclear`: the picture does not serve (light, injury, age); `not-captured`: the terminal has none of that number. */
export type FaceResult = 'match' | 'no-match' | 'unclear' | 'not-captured';

/** What the police say of a face that their terminal captured (人像比对). */
export type FaceAnswer<N extends FaceField = FaceField> = { readonly result: FaceResult } & Told<
  FaceDetails,
  N
>;

export interface FaceDetails {
  /** Percent with two decimals, '97.20'; null where nothing was compared. */
  readonly similarity: string | null;
}

export type FaceField = keyof FaceDetails;

export const FACE_PATH = '/POL/TX/P0412';

const RESULTS = { '01': 'match', '02': 'no-match', '03': 'unclear', '09': 'not-captured' } as const;

const DETAILS: WireFields<FaceDetails> = {
  similarity: { wire: 'SIM', read: (node) => node.orNull((value) => value.text(/^\d{1,3}\.\d\d$/)) },
};

/** Body of the question about one capture. */
export function faceRequest(
  person: PersonAsked,
  captureNo: string,
  fields: readonly FaceField[],
  traceId: string,
): string {
  const body = {
    IDNO: person.idNo,
    NAME: person.name,
    CAPNO: captureNo,
    COLS: wireNames(DETAILS, fields),
  };
  return JSON.stringify({ HEAD: { TX: 'P0412', SEQ: traceId }, BODY: body });
}

/** Reads the answer about one capture. Throws `AnswerFault`. */
export function readFace<N extends FaceField>(
  bytes: Uint8Array,
  person: PersonAsked,
  captureNo: string,
  fields: readonly FaceField[],
): Reading<FaceAnswer<N>> {
  const root = openAnswer(bytes).only(['HEAD', 'BODY']);
  const head = root.field('HEAD').only(['TX', 'RET', 'ANSNO', 'ASOF']);
  head.field('RET').exactly('0000');
  const body = root.field('BODY').only(['IDNO', 'NAME', 'CAPNO', 'RES', ...wireNames(DETAILS, fields)]);
  for (const [name, asked] of [
    ['IDNO', person.idNo],
    ['NAME', person.name],
    ['CAPNO', captureNo],
  ] as const) {
    const echoed = body.field(name);
    if (echoed.text() !== asked) throw otherPerson(echoed.path);
  }
  return {
    receiptNo: head.field('ANSNO').text(/^\d{4}\.\d\d\.\d\d\.\d\d\.\d{7,}$/),
    asOf: head.field('ASOF').shanghaiInstant(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/),
    value: { result: body.field('RES').code(RESULTS), ...readFields<FaceDetails, N>(body, DETAILS, fields) },
  };
}
