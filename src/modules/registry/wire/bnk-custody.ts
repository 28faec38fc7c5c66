import type { Day } from '../../../kernel/calendar';
import type { Fen } from '../../../kernel/money';
import type { PersonAsked } from '../domain/answer';
import { otherPerson } from '../domain/fault';
import type { Told } from '../domain/questions';
import { readFields, wireNames, type WireFields } from './fields';
import { fenDigits } from './hsg';
import { openAnswer, type Reading } from './reading';

/** A custody of the price of a second-hand home (存量房交易资金监管); the bank knows it by our number. */
export interface Custody {
  readonly custodyNo: string;
  readonly contractNo: string;
  readonly accountNo: string;
  readonly buyer: PersonAsked;
  readonly sellers: readonly PersonAsked[];
  readonly price: Fen;
  readonly downPayment: Fen;
  /** Keep what is there, pay it to the seller, or give it back to the buyer; each is carried out once. */
  readonly order: 'keep' | 'release' | 'return';
}

export type CustodyStatus = 'awaiting' | 'funded' | 'released' | 'returned' | 'refused';

/** How a custody stands; `seq` grows with each change. */
export type CustodyAnswer<N extends CustodyField = CustodyField> = {
  readonly status: CustodyStatus;
  readonly seq: number;
} & Told<CustodyDetails, N>;

export interface CustodyDetails {
  /** What of the buyer's own money is in custody. */
  readonly held: Fen;
  /** Day on which it was paid to the seller, or given back. */
  readonly settledOn: Day | null;
  readonly reason: string | null;
}

export type CustodyField = keyof CustodyDetails;

export const CUSTODY_PATH = '/escrow/second-hand/v2/protocol';

const ORDERS: Readonly<Record<Custody['order'], string>> = { keep: '00', release: '10', return: '20' };
const STATUS = { A1: 'awaiting', A2: 'funded', B1: 'released', C1: 'returned', X9: 'refused' } as const;
const MOST_CHANGES = 9_999;

const DETAILS: WireFields<CustodyDetails> = {
  held: { wire: 'held_cents', read: fenDigits },
  settledOn: {
    wire: 'settled',
    read: (node) => node.orNull((value) => value.pastDay(/^(\d{4})(\d\d)(\d\d)$/)),
  },
  reason: { wire: 'why', read: (node) => node.orNull((value) => value.text()) },
};

/** Body of the agreement, of an order on it, and of the question how it stands. */
export function custodyRequest(
  asked: Custody,
  fields: readonly CustodyField[],
  of: { traceId: string; purpose: string },
): string {
  const { custodyNo, contractNo, accountNo, buyer, sellers, price, downPayment, order } = asked;
  return JSON.stringify({
    hdr: { seq: of.traceId, biz: of.purpose },
    protocol_no: custodyNo,
    contract_no: contractNo,
    acct: accountNo,
    buyer: { nm: buyer.name, id: buyer.idNo },
    sellers: sellers.map(({ name, idNo }) => ({ nm: name, id: idNo })),
    price_cents: String(price),
    first_cents: String(downPayment),
    instr: ORDERS[order],
    want: wireNames(DETAILS, fields),
  });
}

/** Reads the answer about one custody. Throws `AnswerFault`. */
export function readCustody<N extends CustodyField>(
  bytes: Uint8Array,
  { custodyNo, accountNo }: Pick<Custody, 'custodyNo' | 'accountNo'>,
  fields: readonly CustodyField[],
): Reading<CustodyAnswer<N>> {
  const root = openAnswer(bytes).only([
    'hdr',
    'protocol_no',
    'acct',
    'st',
    'rev',
    ...wireNames(DETAILS, fields),
  ]);
  const head = root.field('hdr').only(['rc', 'seq', 'tm']);
  head.field('rc').exactly('0000');
  for (const [name, asked] of [
    ['protocol_no', custodyNo],
    ['acct', accountNo],
  ] as const) {
    const echoed = root.field(name);
    if (echoed.text() !== asked) throw otherPerson(echoed.path);
  }
  return {
    receiptNo: head.field('seq').text(/^ZJ\d{16}$/),
    asOf: head.answeredAt(head.field('tm').shanghaiInstant(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/)),
    value: {
      status: root.field('st').code(STATUS),
      seq: root.field('rev').whole(1, MOST_CHANGES),
      ...readFields<CustodyDetails, N>(root, DETAILS, fields),
    },
  };
}
