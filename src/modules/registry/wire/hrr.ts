import type { Day } from '../../../kernel/calendar';
import type { PersonAsked } from '../domain/answer';
import { AnswerFault, otherPerson } from '../domain/fault';
import type { Told } from '../domain/questions';
import { nothingSaid, readFields, wireNames, type WireFields } from './fields';
import type { Node } from './node';
import { openAnswer, type Reading } from './reading';

/** What the retirement registry says of a pension. */
export type Retirement<N extends RetirementField = RetirementField> =
  ({ readonly retired: true } & Told<RetirementDetails, N>) | { readonly retired: false };

export interface RetirementDetails {
  readonly retiredOn: Day;
  readonly kind: 'statutory' | 'early' | 'other';
}

export type RetirementField = keyof RetirementDetails;

/** Assessed working ability (劳动能力鉴定); grade 1 is the gravest of ten. */
export type Disability<N extends DisabilityField = DisabilityField> =
  { readonly assessed: false } | ({ readonly assessed: true } & Told<DisabilityDetails, N>);

export interface DisabilityDetails {
  readonly grade: number;
  readonly assessedOn: Day;
}

export type DisabilityField = keyof DisabilityDetails;

export const HRR_PATH = '/hrss/esb/invoke';

const RETIREMENT_SERVICE = 'RS0501';
const ABILITY_SERVICE = 'RS0702';
const RETIRED = { '1': 'yes', '0': 'no', '9': 'outside' } as const;
const ASSESSED = { '1': true, '0': false } as const;
const KIND = { '11': 'statutory', '12': 'early', '19': 'other' } as const;

const RETIREMENT: WireFields<RetirementDetails> = {
  // A retirement is decided ahead of its day.
  retiredOn: { wire: 'AIC162', read: (node) => node.dayNumber() },
  kind: { wire: 'AIC163', read: (node) => node.code(KIND) },
};

const DISABILITY: WireFields<DisabilityDetails> = {
  grade: { wire: 'ALC030', read: (node) => node.whole(1, 10) },
  assessedOn: { wire: 'ALC031', read: (node) => node.pastDayNumber() },
};

/** Body of the question whether and when one person retired. */
export function retirementRequest(
  person: PersonAsked,
  fields: readonly RetirementField[],
  traceId: string,
  purpose: string,
): string {
  return request(RETIREMENT_SERVICE, person, wireNames(RETIREMENT, fields), { traceId, purpose });
}

/** Body of the question about one person's assessed working ability. */
export function disabilityRequest(
  person: PersonAsked,
  fields: readonly DisabilityField[],
  traceId: string,
  purpose: string,
): string {
  return request(ABILITY_SERVICE, person, wireNames(DISABILITY, fields), { traceId, purpose });
}

function request(
  serviceId: string,
  person: PersonAsked,
  columns: readonly string[],
  of: { traceId: string; purpose: string },
): string {
  const header = { serviceId, msgId: of.traceId, scene: of.purpose };
  const query = { AAC002: person.idNo, AAC003: person.name, columns };
  return JSON.stringify({ message: { header, content: { query } } });
}

/**
 * Reads the answer on retirement. A pension of army or organs is kept outside this registry: that is `denied`, for
 * only a visit can show it, and never "not retired". Throws `AnswerFault`.
 */
export function readRetirement<N extends RetirementField>(
  bytes: Uint8Array,
  person: PersonAsked,
  fields: readonly RetirementField[],
): Reading<Retirement<N>> {
  const { signs, result } = open(bytes, person, RETIREMENT_SERVICE);
  const columns = wireNames(RETIREMENT, fields);
  const flag = result.only(['AIC161', ...columns]).field('AIC161');
  const retired = flag.code(RETIRED);
  if (retired === 'outside')
    throw new AnswerFault('denied', `${flag.path}: pension kept outside this registry`);
  if (retired === 'yes')
    return {
      ...signs,
      value: { retired: true, ...readFields<RetirementDetails, N>(result, RETIREMENT, fields) },
    };
  nothingSaid(result, columns);
  return { ...signs, value: { retired: false } };
}

/** Reads the answer on working ability. Throws `AnswerFault`. */
export function readDisability<N extends DisabilityField>(
  bytes: Uint8Array,
  person: PersonAsked,
  fields: readonly DisabilityField[],
): Reading<Disability<N>> {
  const { signs, result } = open(bytes, person, ABILITY_SERVICE);
  const columns = wireNames(DISABILITY, fields);
  if (
    result
      .only(['ALC029', ...columns])
      .field('ALC029')
      .code(ASSESSED)
  )
    return {
      ...signs,
      value: { assessed: true, ...readFields<DisabilityDetails, N>(result, DISABILITY, fields) },
    };
  nothingSaid(result, columns);
  return { ...signs, value: { assessed: false } };
}

function open(
  bytes: Uint8Array,
  person: PersonAsked,
  service: string,
): { signs: { receiptNo: string; asOf: Date }; result: Node } {
  const message = openAnswer(bytes).only(['message']).field('message').only(['header', 'content']);
  const header = message.field('header').only(['serviceId', 'state', 'answerId', 'time']);
  const content = message.field('content').only(['person', 'result']);
  header.field('serviceId').exactly(service);
  header.field('state').exactly('SUCCESS');
  const asked = content.field('person').only(['AAC002', 'AAC003']);
  const [idNo, name] = [asked.field('AAC002'), asked.field('AAC003')];
  if (idNo.text() !== person.idNo) throw otherPerson(idNo.path);
  if (name.text() !== person.name) throw otherPerson(name.path);
  const signs = {
    receiptNo: header.field('answerId').text(/^HRSS\/\d{4}\/\d{7,}$/),
    asOf: header.answeredAt(header.field('time').shanghaiInstant(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)$/)),
  };
  return { signs, result: content.field('result') };
}
