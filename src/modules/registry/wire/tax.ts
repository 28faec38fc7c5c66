import type { Day } from '../../../kernel/calendar';
import { sumFen, type Fen } from '../../../kernel/money';
import { monthsApart, type Month } from '../../../kernel/month';
import type { PersonAsked } from '../domain/answer';
import { drift, otherPerson } from '../domain/fault';
import type { Told } from '../domain/questions';
import { nothingSaid, readFields, wireNames, type WireFields } from './fields';
import type { Node } from './node';
import { openAnswer, type Reading } from './reading';

/** Wages declared for one person and year (工资薪金所得). No employer means that nobody declared anything. */
export type WageIncome<N extends IncomeField = IncomeField> = { readonly year: number } & Told<
  IncomeDetails,
  N
>;

export interface IncomeDetails {
  /** Over all employers; 0.00 is a declaration of zero where there are months, nobody's where there are none. */
  readonly total: Fen;
  /** Months of the year for which some employer declared. */
  readonly months: number;
  readonly employers: readonly {
    readonly creditCode: string;
    readonly amount: Fen;
    readonly months: number;
    readonly from: Month;
    readonly to: Month;
  }[];
}

export type IncomeField = keyof IncomeDetails;

/** Deed tax on one contract (契税). */
export type DeedTax<N extends DeedField = DeedField> =
  { readonly paid: false } | ({ readonly paid: true } & Told<DeedDetails, N>);

export interface DeedDetails {
  readonly taxedPrice: Fen;
  readonly paidOn: Day;
}

export type DeedField = keyof DeedDetails;

export const INCOME_PATH = '/swj/ggfw/gr/srcx';
export const DEED_PATH = '/swj/ggfw/qs/cx';

export const HEAD = ['结果', '查询编号', '查询时间', '纳税人'];
export const TAX_NUMBER = /^晋税查〔\d{4}〕\d{7,}$/;
export const TAX_INSTANT = /^(\d{4})年(\d\d)月(\d\d)日(\d\d)时(\d\d)分(\d\d)秒$/;
const PAID = { 已缴: true, 未缴: false } as const;

const INCOME: WireFields<IncomeDetails> = {
  total: { wire: '收入合计', read: (node) => node.yuan() },
  months: { wire: '申报月数', read: (node) => Number.parseInt(node.text(/^(\d|1[0-2])个月$/), 10) },
  employers: { wire: '扣缴单位', read: (node) => node.list().map(declaredBy) },
};

const DEED: WireFields<DeedDetails> = {
  taxedPrice: { wire: '计税价格', read: (node) => node.yuan() },
  paidOn: { wire: '缴款日期', read: (node) => node.pastDay(/^(\d{4})年(\d\d)月(\d\d)日$/) },
};

export interface Purpose {
  readonly traceId: string;
  readonly purpose: string;
}

/** Body of the question about one person's wages in a year. */
export function incomeRequest(
  person: PersonAsked,
  year: number,
  fields: readonly IncomeField[],
  of: Purpose,
): string {
  return request(person, { 年度: `${year}年` }, wireNames(INCOME, fields), of);
}

/** Body of the question whether one person paid deed tax on a contract. */
export function deedRequest(
  person: PersonAsked,
  contractNo: string,
  fields: readonly DeedField[],
  of: Purpose,
): string {
  return request(person, { 合同编号: contractNo }, wireNames(DEED, fields), of);
}

export function request(person: PersonAsked, about: object, wanted: readonly string[], of: Purpose): string {
  const payer = { 姓名: person.name, 证件号码: person.idNo };
  return JSON.stringify({ 流水号: of.traceId, 事项: of.purpose, 纳税人: payer, ...about, 所需项: wanted });
}

/** Reads the answer about wages. Throws `AnswerFault`. */
export function readIncome<N extends IncomeField>(
  bytes: Uint8Array,
  person: PersonAsked,
  year: number,
  fields: readonly IncomeField[],
): Reading<WageIncome<N>> {
  const root = openAnswer(bytes).only([...HEAD, '年度', ...wireNames(INCOME, fields)]);
  const signs = open(root, person);
  const echoed = root.field('年度');
  if (echoed.text(/^\d{4}年$/) !== `${year}年`) throw otherPerson(echoed.path);
  const told = readFields<IncomeDetails, N>(root, INCOME, fields);
  checkWhole(root, told, year);
  return { ...signs, value: { year, ...told } };
}

/** Reads the answer about deed tax. Throws `AnswerFault`. */
export function readDeed<N extends DeedField>(
  bytes: Uint8Array,
  person: PersonAsked,
  contractNo: string,
  fields: readonly DeedField[],
): Reading<DeedTax<N>> {
  const names = wireNames(DEED, fields);
  const root = openAnswer(bytes).only([...HEAD, '合同编号', '缴纳状态', ...names]);
  const signs = open(root, person);
  const echoed = root.field('合同编号');
  if (echoed.text() !== contractNo) throw otherPerson(echoed.path);
  if (root.field('缴纳状态').code(PAID))
    return { ...signs, value: { paid: true, ...readFields<DeedDetails, N>(root, DEED, fields) } };
  nothingSaid(root, names);
  return { ...signs, value: { paid: false } };
}

export function open(root: Node, person: PersonAsked): { receiptNo: string; asOf: Date } {
  root.field('结果').exactly('成功');
  const payer = root.field('纳税人').only(['姓名', '证件号码']);
  const [idNo, name] = [payer.field('证件号码'), payer.field('姓名')];
  if (idNo.text() !== person.idNo) throw otherPerson(idNo.path);
  if (name.text() !== person.name) throw otherPerson(name.path);
  return {
    receiptNo: root.field('查询编号').text(TAX_NUMBER),
    asOf: root.answeredAt(root.field('查询时间').shanghaiInstant(TAX_INSTANT)),
  };
}

/** What one employer declared for a run of months. */
export function declaredBy(row: Node): IncomeDetails['employers'][number] {
  row.only(['统一社会信用代码', '收入额', '所属期起', '所属期止']);
  const [from, to] = [chineseMonth(row.field('所属期起')), chineseMonth(row.field('所属期止'))];
  const months = monthsApart(from, to) + 1;
  if (months < 1) throw drift(row.path, 'a period that does not end before it begins');
  const creditCode = row.field('统一社会信用代码').text(/^[0-9A-Z]{18}$/);
  return { creditCode, amount: row.field('收入额').yuan(), months, from, to };
}

function chineseMonth(node: Node): Month {
  return node.month(/^(\d{4})年(\d\d)月$/);
}

/** The parts must be of the year and make the whole. */
function checkWhole(root: Node, { total, months, employers }: Partial<IncomeDetails>, year: number): void {
  if (employers === undefined) return;
  const outside = employers.some(({ from, to }) => !from.startsWith(`${year}`) || !to.startsWith(`${year}`));
  if (outside) throw drift(root.path, 'periods of the year asked for');
  if (total !== undefined && sumFen(employers.map(({ amount }) => amount)) !== total)
    throw drift(root.path, 'a total that is the sum of its parts');
  const longest = Math.max(0, ...employers.map((part) => part.months));
  const all = employers.reduce((sum, part) => sum + part.months, 0);
  if (months !== undefined && (months < longest || months > all))
    throw drift(root.path, 'as many months as the employers declared');
}
