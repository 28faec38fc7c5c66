import type { PersonAsked } from '../domain/answer';
import { drift, otherPerson } from '../domain/fault';
import type { Told } from '../domain/questions';
import { readFields, wireNames, type WireFields } from './fields';
import { openAnswer, type Reading } from './reading';
import { declaredBy, type IncomeDetails, TAX_INSTANT, TAX_NUMBER } from './tax';

/** Wages of one person of a batch, an employer each. */
export type WagesOfOne<N extends IncomesField = IncomesField> = { readonly idNo: string } & Told<
  Pick<IncomeDetails, 'employers'>,
  N
>;

export type IncomesField = 'employers';

export const INCOMES_PATH = '/swj/ggfw/gr/srplcx';

const WAGES: WireFields<Pick<IncomeDetails, 'employers'>> = {
  employers: { wire: '扣缴单位', read: (node) => node.list().map(declaredBy) },
};

/** Body of the question about the wages of many in a year. */
export function incomesRequest(
  people: readonly PersonAsked[],
  year: number,
  fields: readonly IncomesField[],
  of: { readonly traceId: string; readonly purpose: string },
): string {
  const payers = people.map(({ name, idNo }) => ({ 姓名: name, 证件号码: idNo }));
  const wanted = wireNames(WAGES, fields);
  return JSON.stringify({
    流水号: of.traceId,
    事项: of.purpose,
    年度: `${year}年`,
    名单: payers,
    所需项: wanted,
  });
}

/** Reads the answer: one person each, in the order asked. Throws `AnswerFault`. */
export function readIncomes<N extends IncomesField>(
  bytes: Uint8Array,
  people: readonly PersonAsked[],
  year: number,
  fields: readonly IncomesField[],
): Reading<WagesOfOne<N>[]> {
  const root = openAnswer(bytes).only(['结果', '查询编号', '查询时间', '年度', '明细']);
  root.field('结果').exactly('成功');
  const echoed = root.field('年度');
  if (echoed.text(/^\d{4}年$/) !== `${year}年`) throw otherPerson(echoed.path);
  const rows = root.field('明细');
  const list = rows.list();
  if (list.length !== people.length) throw drift(rows.path, `${people.length} people`);
  return {
    receiptNo: root.field('查询编号').text(TAX_NUMBER),
    asOf: root.field('查询时间').shanghaiInstant(TAX_INSTANT),
    value: list.map((row, index) => {
      row.only(['姓名', '证件号码', ...wireNames(WAGES, fields)]);
      const asked = people[index];
      const idNo = row.field('证件号码').text();
      if (idNo !== asked?.idNo || row.field('姓名').text() !== asked.name) throw otherPerson(row.path);
      const told = readFields<Pick<IncomeDetails, 'employers'>, N>(row, WAGES, fields);
      const { employers = [] }: Partial<Pick<IncomeDetails, 'employers'>> = told;
      if (employers.some(({ from, to }) => !from.startsWith(`${year}`) || !to.startsWith(`${year}`)))
        throw drift(row.path, 'periods of the year asked for');
      return { idNo, ...told };
    }),
  };
}
