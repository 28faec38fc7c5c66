import type { PersonAsked } from '../domain/answer';
import { AnswerFault, drift, otherPerson, unasked } from '../domain/fault';
import type { Told } from '../domain/questions';
import { readFields, wireNames, type WireFields } from './fields';
import type { Node } from './node';
import { openAnswer, type Reading } from './reading';

/** An account that somebody has with another centre. */
export interface FundAccount {
  /** 公积金中心机构号, 15 digits; two centres may serve one city. */
  readonly centreCode: string;
  readonly accountState: FundAccountState;
}

/** 个人账户状态 by JGJ/T 320 A.6: 01 active, 02 sealed, 03-05 closed, 06 frozen, 99 other. */
export type FundAccountState = (typeof STATES)[number];
export type FundAccountField = keyof FundAccount;

/** Fund loans somebody took elsewhere in the country. */
export interface FundLoans {
  readonly used: number;
  readonly unsettled: number;
  /** Each of them once: a couple's loan has one number, whoever of the two is asked about. */
  readonly contracts: readonly { readonly contractNo: string; readonly settled: boolean }[];
}

export type FundLoansField = keyof FundLoans;

export const NAT_PATH = '/nat/gjj/exchange';

const ACCOUNTS = 'ZHCX';
const LOANS = 'DKCX';
const STATES = ['01', '02', '03', '04', '05', '06', '99'] as const;
export const STATE = Object.fromEntries(STATES.map((code) => [code, code])) as Record<
  string,
  FundAccountState
>;
const YES_NO = { Y: true, N: false } as const;
export const ANSWER = ['jybm', 'fhm', 'lsh', 'sjc', 'zjbh', 'lxzx', 'lm', 'sj'];

const ACCOUNT: WireFields<FundAccount> = {
  centreCode: { wire: 'jgbm', read: (node) => node.text(/^\d{15}$/) },
  accountState: { wire: 'grzhzt', read: (node) => node.code(STATE) },
};

const LOAN: WireFields<FundLoans> = {
  used: { wire: 'dkcs', read: (node) => node.whole(0, 99) },
  unsettled: { wire: 'wjqbs', read: (node) => node.whole(0, 99) },
  contracts: {
    wire: 'dkht',
    read: (node) =>
      node.list().map((row) => {
        const contract = row.under(['htbh', 'jqbz']);
        if (row.list().length > 2) throw unasked(row.path);
        return { contractNo: contract.field('htbh').text(), settled: contract.field('jqbz').code(YES_NO) };
      }),
  },
};

export interface Purpose {
  readonly traceId: string;
  readonly purpose: string;
}

/** Body of the question about one person's accounts elsewhere. */
export function accountsRequest(
  person: PersonAsked,
  fields: readonly FundAccountField[],
  of: Purpose,
): string {
  return request(ACCOUNTS, person, wireNames(ACCOUNT, fields), of);
}

/** Body of the question about one person's fund loans elsewhere. */
export function loansRequest(person: PersonAsked, fields: readonly FundLoansField[], of: Purpose): string {
  return request(LOANS, person, wireNames(LOAN, fields), of);
}

export function request(
  jybm: string,
  person: PersonAsked,
  lm: readonly string[],
  of: Purpose,
  more: Readonly<Record<string, string>> = {},
): string {
  const zjbh = [person.idNo, person.name];
  return JSON.stringify({ jybm, qqbh: of.traceId, ywsx: of.purpose, zjbh, lm, ...more });
}

/** Reads the answer about accounts; no row is the platform's own "none". Throws `AnswerFault`. */
export function readAccounts<N extends FundAccountField>(
  bytes: Uint8Array,
  person: PersonAsked,
  fields: readonly FundAccountField[],
): Reading<Told<FundAccount, N>[]> {
  const { rows, ...signs } = open(bytes, ACCOUNTS, person, wireNames(ACCOUNT, fields));
  return { ...signs, value: rows.map((row) => readFields<FundAccount, N>(row, ACCOUNT, fields)) };
}

/** Reads the answer about loans: one row. Throws `AnswerFault`. */
export function readLoans<N extends FundLoansField>(
  bytes: Uint8Array,
  person: PersonAsked,
  fields: readonly FundLoansField[],
): Reading<Told<FundLoans, N>> {
  const { rows, ...signs } = open(bytes, LOANS, person, wireNames(LOAN, fields));
  const [row] = rows;
  if (row === undefined || rows.length > 1) throw drift('$.sj', 'one row');
  const told = readFields<FundLoans, N>(row, LOAN, fields);
  const { used, unsettled, contracts }: Partial<FundLoans> = told;
  if (used !== undefined && unsettled !== undefined && unsettled > used)
    throw drift(row.path, 'no more unsettled loans than used');
  if (contracts !== undefined && used !== undefined && contracts.length !== used)
    throw drift(row.path, 'as many contracts as loans used');
  return { ...signs, value: told };
}

/** An answer in which a centre is missing is half an answer: unknown, for what is not in it may be there. */
export function open(
  bytes: Uint8Array,
  jybm: string,
  person: PersonAsked,
  columns: readonly string[],
): { receiptNo: string; asOf: Date; rows: Node[] } {
  const root = openAnswer(bytes).only(ANSWER);
  root.field('jybm').exactly(jybm);
  root.field('fhm').exactly('00000');
  const echoed = root.field('zjbh');
  const [idNo, name] = echoed.list().map((part) => part.text());
  if (idNo !== person.idNo || name !== person.name) throw otherPerson(echoed.path);
  const rows = tableOf(root, columns);
  const signs = {
    receiptNo: root.field('lsh').text(/^NP\d{16,}$/),
    // Epoch seconds from 2000 to 2100.
    asOf: root.answeredAt(new Date(root.field('sjc').whole(946_684_800, 4_102_444_800) * 1000)),
  };
  const offline = root.field('lxzx');
  const away = offline.list().map((code) => code.text(/^\d{15}$/));
  if (away.length > 0) throw new AnswerFault('unreachable', `${offline.path}: a centre is offline`);
  return { ...signs, rows };
}

/** Rows of bare values under the columns asked for, in the order asked. */
function tableOf(root: Node, columns: readonly string[]): Node[] {
  const heading = root.field('lm');
  const names = heading.list().map((name) => name.text());
  if (names.some((name) => !columns.includes(name))) throw unasked(heading.path);
  if (names.join() !== columns.join()) throw drift(heading.path, 'the columns asked for');
  return root
    .field('sj')
    .list()
    .map((row) => {
      const cells = row.list();
      if (cells.length > columns.length) throw unasked(row.path);
      return row.under(columns);
    });
}
