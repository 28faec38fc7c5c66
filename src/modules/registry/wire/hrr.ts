import type { Day } from '../../../kernel/calendar';
import type { PersonAsked } from '../domain/answer';
import { AnswerFault, drift, otherPerson } from '../domain/fault';
import { readFields, wireNames, type WireFields } from './fields';
import type { Node } from './node';
import { openAnswer, type Reading } from './reading';

/** What the retirement registry says of a pension. */
export type Retirement =
  | { readonly retired: true; readonly retiredOn: Day; readonly kind: 'statutory' | 'early' | 'other' }
  | { readonly retired: false };

/** Assessed working ability (劳动能力鉴定); grade 1 is the gravest of ten. */
export type Disability =
  | { readonly assessed: false }
  | { readonly assessed: true; readonly grade: number; readonly assessedOn: Day };

export type RetirementDetails = Omit<Extract<Retirement, { retired: true }>, 'retired'>;
export type DisabilityDetails = Omit<Extract<Disability, { assessed: true }>, 'assessed'>;

export const HRR_PATH = '/hrss/esb/invoke';

const RETIREMENT_SERVICE = 'RS0501';
const ABILITY_SERVICE = 'RS0702';
const RETIRED = { '1': 'yes', '0': 'no', '9': 'outside' } as const;
const ASSESSED = { '1': true, '0': false } as const;
const KIND = { '11': 'statutory', '12': 'early', '19': 'other' } as const;

const RETIREMENT: WireFields<RetirementDetails> = {
  retiredOn: { wire: 'AIC162', read: dayNumber },
  kind: { wire: 'AIC163', read: (node) => node.code(KIND) },
};

const DISABILITY: WireFields<DisabilityDetails> = {
  grade: { wire: 'ALC030', read: (node) => node.whole(1, 10) },
  assessedOn: { wire: 'ALC031', read: dayNumber },
};

export const RETIREMENT_FIELDS = Object.keys(RETIREMENT) as (keyof RetirementDetails)[];
export const DISABILITY_FIELDS = Object.keys(DISABILITY) as (keyof DisabilityDetails)[];

/** Body of the question whether and when one person retired. */
export function retirementRequest(
  person: PersonAsked,
  fields: readonly (keyof RetirementDetails)[],
  traceId: string,
  purpose: string,
): string {
  return request(RETIREMENT_SERVICE, person, wireNames(RETIREMENT, fields), { traceId, purpose });
}

/** Body of the question about one person's assessed working ability. */
export function disabilityRequest(
  person: PersonAsked,
  fields: readonly (keyof DisabilityDetails)[],
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
export function readRetirement(
  bytes: Uint8Array,
  person: PersonAsked,
  fields: readonly (keyof RetirementDetails)[],
): Reading<Retirement> {
  const { signs, result } = open(bytes, person, RETIREMENT_SERVICE);
  const flag = result.field('AIC161');
  const retired = flag.code(RETIRED);
  if (retired === 'outside')
    throw new AnswerFault('denied', `${flag.path}: pension kept outside this registry`);
  if (retired === 'no')
    return { ...signs, value: nothingSaid(result, RETIREMENT, fields, { retired: false }) };
  return { ...signs, value: { retired: true, ...readFields(result, RETIREMENT, fields) } as Retirement };
}

/** Reads the answer on working ability. Throws `AnswerFault`. */
export function readDisability(
  bytes: Uint8Array,
  person: PersonAsked,
  fields: readonly (keyof DisabilityDetails)[],
): Reading<Disability> {
  const { signs, result } = open(bytes, person, ABILITY_SERVICE);
  const assessed = result.field('ALC029').code(ASSESSED);
  if (!assessed) return { ...signs, value: nothingSaid(result, DISABILITY, fields, { assessed: false }) };
  return { ...signs, value: { assessed: true, ...readFields(result, DISABILITY, fields) } as Disability };
}

function open(
  bytes: Uint8Array,
  person: PersonAsked,
  service: string,
): { signs: { receiptNo: string; asOf: Date }; result: Node } {
  const message = openAnswer(bytes).field('message');
  const [header, content] = [message.field('header'), message.field('content')];
  header.field('serviceId').exactly(service);
  header.field('state').exactly('SUCCESS');
  const [idNo, name] = [content.field('person').field('AAC002'), content.field('person').field('AAC003')];
  if (idNo.text() !== person.idNo) throw otherPerson(idNo.path);
  if (name.text() !== person.name) throw otherPerson(name.path);
  const signs = {
    receiptNo: header.field('answerId').text(/^HRSS\/\d{4}\/\d{7,}$/),
    asOf: header.field('time').shanghaiInstant(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)$/),
  };
  return { signs, result: content.field('result') };
}

/** Beside "no" every column asked for is null in so many words. */
function nothingSaid<T, V>(result: Node, table: WireFields<T>, fields: readonly (keyof T)[], value: V): V {
  for (const column of wireNames(table, fields)) {
    const node = result.field(column);
    if (node.orNull(() => node) !== null) throw drift(node.path, 'null beside no');
  }
  return value;
}

function dayNumber(node: Node): Day {
  return node.dayNumber();
}
