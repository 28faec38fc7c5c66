import type { Day } from '../../../kernel/calendar';
import type { Fen } from '../../../kernel/money';
import type { PersonAsked } from '../domain/answer';
import { otherPerson } from '../domain/fault';
import type { Told } from '../domain/questions';
import { nothingSaid, readFields, wireNames, type WireFields } from './fields';
import { openAnswer, type Reading } from './reading';

/** What a court orders of a fund account: freeze (冻结), renew (续冻), release (解冻), deduct (扣划). */
export type CourtOrderKind = 'freeze' | 'renew' | 'release' | 'deduct';

/** The court's own account for money that is enforced (执行款专户). */
export interface CourtAccount {
  readonly name: string;
  readonly accountNo: string;
  /** First three digits of the bank's clearing number. */
  readonly bankCode: string;
}

export interface CourtOrderDetails {
  readonly court: string;
  readonly kind: CourtOrderKind;
  /** null: the whole account. */
  readonly amountFen: Fen | null;
  readonly issuedOn: Day;
  /** Last day of a freeze or its renewal; null for the others. */
  readonly until: Day | null;
  /** Number of the freeze that is renewed or released, or out of which is deducted. */
  readonly refersTo: string | null;
  /** Whether the court orders a deduction although no ground for a withdrawal exists. */
  readonly regardless: boolean;
  readonly payee: CourtAccount | null;
}

export type CourtOrderField = keyof CourtOrderDetails;

/** An order as the court registry has it about one person; `inForce` false: there is none of that number about them. */
export type CourtOrder<N extends CourtOrderField = CourtOrderField> =
  ({ readonly inForce: true } & Told<CourtOrderDetails, N>) | { readonly inForce: false };

export const CRT_PATH = '/zxck/api/fund/order';

const KIND = { DJ: 'freeze', XD: 'renew', JD: 'release', KH: 'deduct' } as const;
export const YES_NO = { Y: true, N: false } as const;
export const slashed = /^(\d{4})\/(\d\d)\/(\d\d)$/;

const ORDER: WireFields<CourtOrderDetails> = {
  court: { wire: 'fymc', read: (node) => node.text() },
  kind: { wire: 'cslx', read: (node) => node.code(KIND) },
  amountFen: { wire: 'je', read: (node) => node.orNull((amount) => amount.yuan()) },
  issuedOn: { wire: 'cjrq', read: (node) => node.pastDay(slashed) },
  until: { wire: 'dqrq', read: (node) => node.orNull((day) => day.day(slashed)) },
  refersTo: { wire: 'yws', read: (node) => node.orNull((number) => number.text()) },
  regardless: { wire: 'qzkh', read: (node) => node.code(YES_NO) },
  payee: {
    wire: 'skzh',
    read: (node) =>
      node.orNull((account) => {
        account.only(['hm', 'zh', 'yhdm']);
        return {
          name: account.field('hm').text(),
          accountNo: account.field('zh').text(/^\d{9,30}$/),
          bankCode: account.field('yhdm').text(/^\d{3}$/),
        };
      }),
  },
};

/** Body of the question for one order about one person. */
export function courtOrderRequest(
  orderNo: string,
  person: PersonAsked,
  fields: readonly CourtOrderField[],
  of: { traceId: string; purpose: string },
): string {
  const bzxr = { xm: person.name, zjhm: person.idNo };
  return JSON.stringify({ lsh: of.traceId, sy: of.purpose, ws: orderNo, bzxr, zd: wireNames(ORDER, fields) });
}

/** Reads the answer about an order. Throws `AnswerFault`. */
export function readCourtOrder<N extends CourtOrderField>(
  bytes: Uint8Array,
  asked: { orderNo: string; person: PersonAsked },
  fields: readonly CourtOrderField[],
): Reading<CourtOrder<N>> {
  const root = openAnswer(bytes).only(['jg', 'hzbh', 'hzsj', 'ws', 'bzxr', 'yx', 'nr']);
  root.field('jg').exactly('1');
  const person = root.field('bzxr').only(['xm', 'zjhm']);
  const [number, idNo, name] = [root.field('ws'), person.field('zjhm'), person.field('xm')];
  if (number.text() !== asked.orderNo) throw otherPerson(number.path);
  if (idNo.text() !== asked.person.idNo) throw otherPerson(idNo.path);
  if (name.text() !== asked.person.name) throw otherPerson(name.path);
  const signs = {
    receiptNo: root.field('hzbh').text(/^CK\d{8}-\d{6,}$/),
    asOf: root.answeredAt(
      root.field('hzsj').shanghaiInstant(/^(\d{4})\/(\d\d)\/(\d\d) (\d\d):(\d\d):(\d\d)$/),
    ),
  };
  const columns = wireNames(ORDER, fields);
  const content = root.field('nr').only(columns);
  if (!root.field('yx').code(YES_NO)) {
    nothingSaid(content, columns);
    return { ...signs, value: { inForce: false } };
  }
  return { ...signs, value: { inForce: true, ...readFields<CourtOrderDetails, N>(content, ORDER, fields) } };
}
