import type { Day } from '../../../kernel/calendar';
import { fen, type Fen } from '../../../kernel/money';
import type { PersonAsked } from '../domain/answer';
import { drift, otherPerson } from '../domain/fault';
import type { Told } from '../domain/questions';
import { readFields, wireNames, type WireFields } from './fields';
import type { Node } from './node';
import { openAnswer, type Reading } from './reading';

/** A contract about a new flat as the housing bureau filed it (合同备案). */
export interface FiledContract {
  readonly contractNo: string;
  readonly projectNo: string;
  /** 不动产单元号, 28 characters. */
  readonly unitKey: string;
  readonly address: string;
  readonly areaSquareMetres: string;
  readonly price: Fen;
  readonly filedOn: Day;
  readonly status: 'valid' | 'cancelled';
  readonly buyers: readonly { readonly name: string; readonly idNo: string; readonly sharePercent: number }[];
  /** Loan noted on the filing; null where none is noted. */
  readonly loanAmount: Fen | null;
  /** Account of the project into which the price is paid; null where none is noted. */
  readonly supervisedAccount: string | null;
  /** What of the price is in that account. */
  readonly paid: Fen;
  readonly housing: 'commodity' | 'affordable';
}

export type ContractField = keyof FiledContract;

export const HSG_PATH = '/fgj/wqba/cx.do';

export const STATUS = { '11': 'valid', '19': 'cancelled' } as const;
const HOUSING = { '21': 'commodity', '22': 'affordable' } as const;
export const DAY = /^(\d\d)\/(\d\d)\/(\d{4})$/;

/** Columns of the bureau's table; money there is fen in digits. */
const CONTRACT: WireFields<FiledContract> = {
  contractNo: { wire: '101', read: (node) => node.text() },
  projectNo: { wire: '102', read: (node) => node.text() },
  unitKey: { wire: '103', read: (node) => node.text(/^[0-9A-Z]{28}$/) },
  address: { wire: '104', read: (node) => node.text() },
  areaSquareMetres: { wire: '105', read: (node) => node.text(/^\d{1,6}\.\d\d$/) },
  price: { wire: '106', read: fenDigits },
  filedOn: { wire: '107', read: (node) => node.pastDay(DAY, ['day', 'month', 'year']) },
  status: { wire: '108', read: (node) => node.code(STATUS) },
  buyers: { wire: '109', read: buyers },
  loanAmount: { wire: '110', read: (node) => node.orNull(fenDigits) },
  supervisedAccount: { wire: '111', read: (node) => node.orNull((account) => account.text(/^\d{12,32}$/)) },
  paid: { wire: '112', read: fenDigits },
  housing: { wire: '113', read: (node) => node.code(HOUSING) },
};

/** Body of the question about the contracts of one person: a form. */
export function hsgRequest(
  person: PersonAsked,
  fields: readonly ContractField[],
  traceId: string,
  purpose: string,
): string {
  return formAbout(person, wireNames(CONTRACT, fields), { traceId, purpose });
}

/** Reads an HSG answer. No contract is what the bureau said with jgs 0. Throws `AnswerFault`. */
export function readHsg<N extends ContractField>(
  bytes: Uint8Array,
  person: PersonAsked,
  fields: readonly ContractField[],
): Reading<Told<FiledContract, N>[]> {
  const { rows, ...signs } = contractsOf(bytes, person);
  return { ...signs, value: rows.map((row) => contract<N>(row, person, fields)) };
}

/** The bureau's form about one person and the columns wanted. */
export function formAbout(
  person: PersonAsked,
  columns: readonly string[],
  { traceId, purpose }: { traceId: string; purpose: string },
): string {
  const form = { xm: person.name, zjhm: person.idNo, zd: columns.join(','), lsh: traceId, sx: purpose };
  return new URLSearchParams(form).toString();
}

/** The rows of an answer about one person, as many as the bureau says. */
export function contractsOf(
  bytes: Uint8Array,
  person: PersonAsked,
): { receiptNo: string; asOf: Date; rows: Node[] } {
  const root = openAnswer(bytes).only(['ztm', 'cxbh', 'cxsk', 'cxr', 'jgs', 'ht']);
  root.field('ztm').exactly('00');
  const asked = root.field('cxr').only(['xm', 'zjhm']);
  const [name, idNo] = [asked.field('xm'), asked.field('zjhm')];
  if (idNo.text() !== person.idNo) throw otherPerson(idNo.path);
  if (name.text() !== person.name) throw otherPerson(name.path);
  const list = root.field('ht');
  const rows = list.list();
  if (root.field('jgs').whole(0, 1_000) !== rows.length) throw drift(list.path, 'as many rows as jgs says');
  return {
    receiptNo: root.field('cxbh').text(/^FG-\d{6}-\d{7,}$/),
    asOf: root.answeredAt(
      root.field('cxsk').shanghaiInstant(/^(\d{4})\/(\d\d)\/(\d\d)-(\d\d):(\d\d):(\d\d)$/),
    ),
    rows,
  };
}

function contract<N extends ContractField>(
  row: Node,
  person: PersonAsked,
  fields: readonly ContractField[],
): Told<FiledContract, N> {
  row.only(wireNames(CONTRACT, fields));
  const told = readFields<FiledContract, N>(row, CONTRACT, fields);
  const { buyers: named, paid, price }: Partial<FiledContract> = told;
  if (named !== undefined && !named.some(({ idNo }) => idNo === person.idNo)) throw otherPerson(row.path);
  if (paid !== undefined && price !== undefined && paid > price)
    throw drift(row.path, 'no more paid than the price');
  return told;
}

/** At least one buyer; shares are percents that need not be whole but must be the whole together. */
export function buyers(node: Node): FiledContract['buyers'] {
  const list = node.list().map((row) => {
    row.only(['xm', 'zjhm', 'fe']);
    const share = row.field('fe').text(/^\d{1,3}(\.\d{1,2})?%$/);
    return {
      name: row.field('xm').text(),
      idNo: row.field('zjhm').text(),
      sharePercent: Number(share.slice(0, -1)),
    };
  });
  const hundredths = list.reduce((sum, { sharePercent }) => sum + Math.round(sharePercent * 100), 0);
  if (hundredths !== 10_000) throw drift(node.path, 'shares that are 100% together');
  return list;
}

export function fenDigits(node: Node): Fen {
  return fen(BigInt(node.text(/^\d{1,15}$/)));
}
