import type { Day } from '../../../kernel/calendar';
import type { PersonAsked } from '../domain/answer';
import { otherPerson } from '../domain/fault';
import type { Told } from '../domain/questions';
import { slashed, YES_NO } from './crt';
import { nothingSaid, readFields, wireNames, type WireFields } from './fields';
import { openAnswer, type Reading } from './reading';

export interface ListingDetails {
  readonly listedOn: Day;
}

export type ListingField = keyof ListingDetails;

/** Whether somebody stands on the list of defaulters (失信被执行人名单). */
export type Listing<N extends ListingField = ListingField> =
  { readonly listed: false } | ({ readonly listed: true } & Told<ListingDetails, N>);

export const CRT_LIST_PATH = '/zxck/api/defaulters/person';

const LISTING: WireFields<ListingDetails> = {
  listedOn: { wire: 'lrrq', read: (node) => node.pastDay(slashed) },
};

/** Body of the question about one person. */
export function listingRequest(
  person: PersonAsked,
  fields: readonly ListingField[],
  of: { traceId: string; purpose: string },
): string {
  const bzxr = { xm: person.name, zjhm: person.idNo };
  return JSON.stringify({ lsh: of.traceId, sy: of.purpose, bzxr, zd: wireNames(LISTING, fields) });
}

/** Reads the answer. Throws `AnswerFault`. */
export function readListing<N extends ListingField>(
  bytes: Uint8Array,
  asked: PersonAsked,
  fields: readonly ListingField[],
): Reading<Listing<N>> {
  const root = openAnswer(bytes).only(['jg', 'hzbh', 'hzsj', 'bzxr', 'sx', 'nr']);
  root.field('jg').exactly('1');
  const person = root.field('bzxr').only(['xm', 'zjhm']);
  const [idNo, name] = [person.field('zjhm'), person.field('xm')];
  if (idNo.text() !== asked.idNo) throw otherPerson(idNo.path);
  if (name.text() !== asked.name) throw otherPerson(name.path);
  const signs = {
    receiptNo: root.field('hzbh').text(/^SX\d{8}-\d{6,}$/),
    asOf: root.answeredAt(
      root.field('hzsj').shanghaiInstant(/^(\d{4})\/(\d\d)\/(\d\d) (\d\d):(\d\d):(\d\d)$/),
    ),
  };
  const columns = wireNames(LISTING, fields);
  const content = root.field('nr').only(columns);
  if (root.field('sx').code(YES_NO))
    return { ...signs, value: { listed: true, ...readFields<ListingDetails, N>(content, LISTING, fields) } };
  nothingSaid(content, columns);
  return { ...signs, value: { listed: false } };
}
