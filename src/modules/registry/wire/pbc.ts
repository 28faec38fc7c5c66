import type { Day } from '../../../kernel/calendar';
import type { Fen } from '../../../kernel/money';
import type { Month } from '../../../kernel/month';
import type { PersonAsked } from '../domain/answer';
import { AnswerFault, drift, otherPerson } from '../domain/fault';
import type { Told } from '../domain/questions';
import { readFields, wireNames, type WireFields } from './fields';
import { Node } from './node';
import { parseXml } from './parse-xml';
import type { Reading } from './reading';

/** A credit report; `record` none is somebody who never borrowed (白户), which is known and nothing bad. */
export type CreditReport<N extends CreditField = CreditField> =
  { readonly record: 'none' } | ({ readonly record: 'kept' } & Told<CreditDetails, N>);

export interface CreditDetails {
  /** Months of the last 24 in which something was overdue. */
  readonly overdueMonths: readonly Month[];
  readonly maxConsecutive: number;
  readonly cumulative: number;
  /** Overdue now; 0.00 where nothing is. */
  readonly presentOverdue: Fen;
  readonly loans: readonly CreditLoan[];
  readonly flags: readonly CreditFlag[];
}

export type CreditField = keyof CreditDetails;

/** A loan not yet repaid. */
export interface CreditLoan {
  readonly type: 'housing-fund' | 'commercial-housing' | 'consumer' | 'business';
  readonly lender: string;
  readonly contractNo: string;
  readonly balance: Fen;
  readonly monthly: Fen;
  readonly purpose: 'housing' | 'consumption' | 'business';
  readonly grantedOn: Day;
}

/** 失信被执行人, 呆账, 担保代偿, 止付, 冻结 (of an account, not of the file). */
export type CreditFlag = 'defaulter' | 'bad-debt' | 'guarantor-paid' | 'payment-stopped' | 'account-frozen';

export const PBC_PATH = '/pboc/credit/person/report';

const LISTS = ['overdue24', 'loans', 'flags'];
const FILE = { '1': 'kept', '0': 'none', '9': 'frozen' } as const;
const TYPE = {
  '11': 'housing-fund',
  '12': 'commercial-housing',
  '21': 'consumer',
  '41': 'business',
} as const;
const PURPOSE = { '01': 'housing', '02': 'consumption', '03': 'business' } as const;
const FLAG = {
  F1: 'defaulter',
  F2: 'bad-debt',
  F3: 'guarantor-paid',
  F4: 'payment-stopped',
  F5: 'account-frozen',
} as const;

const DETAILS: WireFields<CreditDetails> = {
  overdueMonths: {
    wire: 'overdue24',
    read: (node) => entries(node, 'month').map((month) => month.pastMonth(/^(\d{4})(\d\d)$/)),
  },
  maxConsecutive: { wire: 'maxConsecutive', read: count },
  cumulative: { wire: 'cumulative', read: count },
  presentOverdue: { wire: 'presentOverdue', read: (node) => node.yuan() },
  loans: { wire: 'loans', read: (node) => entries(node, 'loan').map(loan) },
  flags: { wire: 'flags', read: (node) => entries(node, 'flag').map((flag) => flag.code(FLAG)) },
};

/** Body of the question about one person, who signed the consent with that number. */
export function pbcRequest(
  person: PersonAsked,
  consentNo: string,
  fields: readonly CreditField[],
  of: { readonly traceId: string; readonly purpose: string },
): string {
  const head = tag('queryId', of.traceId) + tag('reason', of.purpose) + tag('consentNo', consentNo);
  const subject = tag('name', person.name) + tag('idNo', person.idNo);
  const segments = tag('segments', wireNames(DETAILS, fields).join(' '));
  return `<?xml version="1.0" encoding="UTF-8"?><creditQuery><head>${head}</head><subject>${subject}</subject>${segments}</creditQuery>`;
}

function tag(name: string, text: string): string {
  return `<${name}>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</${name}>`;
}

/** Reads a PBC answer. A frozen file is `denied`: only its owner can have it opened. Throws `AnswerFault`. */
export function readPbc<N extends CreditField>(
  bytes: Uint8Array,
  person: PersonAsked,
  fields: readonly CreditField[],
): Reading<CreditReport<N>> {
  const root = new Node(parseXml(bytes, 'creditReport', LISTS), '$');
  const head = root.field('head').only(['reportNo', 'reportTime', 'result']);
  head.field('result').exactly('AAA000');
  const subject = root.field('subject').only(['name', 'idNo']);
  const [name, idNo] = [subject.field('name'), subject.field('idNo')];
  if (idNo.text() !== person.idNo) throw otherPerson(idNo.path);
  if (name.text() !== person.name) throw otherPerson(name.path);
  const signs = {
    receiptNo: head.field('reportNo').text(/^\d{14}-\d{7,}$/),
    asOf: head.answeredAt(
      head.field('reportTime').shanghaiInstant(/^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)$/),
    ),
  };
  const file = root.field('file').code(FILE);
  root.only(['head', 'subject', 'file', ...(file === 'kept' ? wireNames(DETAILS, fields) : [])]);
  if (file === 'frozen') throw new AnswerFault('denied', '$.file: frozen');
  if (file === 'none') return { ...signs, value: { record: 'none' } };
  return { ...signs, value: { record: 'kept', ...details<N>(root, fields) } };
}

function details<N extends CreditField>(root: Node, fields: readonly CreditField[]): Told<CreditDetails, N> {
  const told = readFields<CreditDetails, N>(root, DETAILS, fields);
  const { maxConsecutive = 0, cumulative = maxConsecutive }: Partial<CreditDetails> = told;
  if (cumulative < maxConsecutive) throw drift(`${root.path}.cumulative`, 'not less than in a row');
  return told;
}

/** Entries after their count: without it a list cut short would look like a shorter one. */
function entries(node: Node, name: string): Node[] {
  const [head, ...rest] = node.list();
  if (head === undefined) throw drift(node.path, 'a count');
  const found = rest.map((entry) => entry.only([name]).field(name));
  if (count(head.only(['count']).field('count')) !== rest.length)
    throw drift(node.path, 'as many entries as counted');
  return found;
}

function count(node: Node): number {
  return Number(node.text(/^\d{1,3}$/));
}

function loan(node: Node): CreditLoan {
  node.only(['type', 'lender', 'contractNo', 'balance', 'monthly', 'purpose', 'grantedOn']);
  return {
    type: node.field('type').code(TYPE),
    lender: node.field('lender').text(),
    contractNo: node.field('contractNo').text(),
    balance: node.field('balance').yuan(),
    monthly: node.field('monthly').yuan(),
    purpose: node.field('purpose').code(PURPOSE),
    grantedOn: node.field('grantedOn').pastDay(/^(\d{4})-(\d\d)-(\d\d)$/),
  };
}
