import type { Day } from '../../../kernel/calendar';
import type { Fen } from '../../../kernel/money';
import type { PersonAsked } from '../domain/answer';
import { drift, otherPerson } from '../domain/fault';
import type { Told } from '../domain/questions';
import { readFields, wireNames, type WireFields } from './fields';
import { buyers, contractsOf, DAY, fenDigits, formAbout, STATUS } from './hsg';
import type { FiledContract } from './hsg';
import type { Node } from './node';
import type { Reading } from './reading';

/** A contract on a second-hand home as the bureau's system signed it (存量房网签), before the title passes. */
export interface SaleContract {
  readonly contractNo: string;
  readonly unitKey: string;
  readonly address: string;
  readonly areaSquareMetres: string;
  readonly price: Fen;
  readonly signedOn: Day;
  readonly status: 'valid' | 'cancelled';
  readonly buyers: FiledContract['buyers'];
  readonly sellers: readonly PersonAsked[];
  readonly downPayment: Fen;
  /** Where buyer and lender pay to, until the title has passed; null where the price is in nobody's custody. */
  readonly custodyAccount: CustodyAccount | null;
  readonly buildYear: number;
}

export interface CustodyAccount {
  readonly name: string;
  readonly accountNo: string;
  /** First three digits of the bank's clearing number. */
  readonly bankCode: string;
}

export type SaleField = keyof SaleContract;

export const HSG_SALE_PATH = '/fgj/clf/wqcx.do';

const SALE: WireFields<SaleContract> = {
  contractNo: { wire: '201', read: (node) => node.text() },
  unitKey: { wire: '202', read: (node) => node.text(/^[0-9A-Z]{28}$/) },
  address: { wire: '203', read: (node) => node.text() },
  areaSquareMetres: { wire: '204', read: (node) => node.text(/^\d{1,6}\.\d\d$/) },
  price: { wire: '205', read: fenDigits },
  signedOn: { wire: '206', read: (node) => node.pastDay(DAY, ['day', 'month', 'year']) },
  status: { wire: '207', read: (node) => node.code(STATUS) },
  buyers: { wire: '208', read: buyers },
  sellers: { wire: '209', read: sellers },
  downPayment: { wire: '210', read: fenDigits },
  custodyAccount: { wire: '211', read: (node) => node.orNull(custody) },
  buildYear: { wire: '212', read: (node) => Number(node.text(/^(19|20)\d\d$/)) },
};

/** Body of the question about the second-hand contracts of one buyer: a form. */
export function saleRequest(
  person: PersonAsked,
  fields: readonly SaleField[],
  of: { traceId: string; purpose: string },
): string {
  return formAbout(person, wireNames(SALE, fields), of);
}

/** Reads the answer. No contract is what the bureau said with jgs 0. Throws `AnswerFault`. */
export function readSales<N extends SaleField>(
  bytes: Uint8Array,
  person: PersonAsked,
  fields: readonly SaleField[],
): Reading<Told<SaleContract, N>[]> {
  const { rows, ...signs } = contractsOf(bytes, person);
  const value = rows.map((row) => {
    const told = readFields<SaleContract, N>(row.only(wireNames(SALE, fields)), SALE, fields);
    const { buyers: named, downPayment, price }: Partial<SaleContract> = told;
    if (named !== undefined && !named.some(({ idNo }) => idNo === person.idNo)) throw otherPerson(row.path);
    if (downPayment !== undefined && price !== undefined && downPayment > price)
      throw drift(row.path, 'a down payment within the price');
    return told;
  });
  return { ...signs, value };
}

/** At least one. */
function sellers(node: Node): SaleContract['sellers'] {
  const list = node.list().map((row) => {
    row.only(['xm', 'zjhm']);
    return { name: row.field('xm').text(), idNo: row.field('zjhm').text() };
  });
  if (list.length === 0) throw drift(node.path, 'a seller');
  return list;
}

function custody(node: Node): CustodyAccount {
  node.only(['hm', 'zh', 'yhdm']);
  return {
    name: node.field('hm').text(),
    accountNo: node.field('zh').text(/^\d{9,30}$/),
    bankCode: node.field('yhdm').text(/^\d{3}$/),
  };
}
