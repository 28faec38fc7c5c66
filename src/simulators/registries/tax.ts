import type { Day } from '../../kernel/calendar';
import { fen, sumFen, yuan } from '../../kernel/money';
import { compareMonths, monthsApart, parseMonth, type Month } from '../../kernel/month';
import type { DeclaredWage } from '../world/finances';
import type { World } from '../world/world';
import type { AnswerSigns, RegistrySimulator } from './registry-simulator';
import { asList, asObject, asText, asTexts, chosen, shanghaiParts, without } from './wire-form';

interface Payer {
  readonly 姓名: string;
  readonly 证件号码: string;
}

interface Asked {
  readonly payer: Payer;
  /** 年度 of the income, 合同编号 of the deed tax. */
  readonly about: string;
  readonly wanted: readonly string[];
}

const INCOME = ['收入合计', '申报月数', '扣缴单位'];
const DEED = ['计税价格', '缴款日期'];
const ASSESSMENT = ['评估价格', '评估日期'];

/**
 * The tax authority (税务): everything in Chinese, money as yuan text, months as 2025年05月, days as 2025年05月20日,
 * instants as 2026年11月21日10时11分12秒, answer number 晋税查〔2026〕0000017. One service tells of wages, one of deed tax.
 */
export const taxIncome: RegistrySimulator<Asked> = {
  ...common('年度', INCOME, income),
  path: '/swj/ggfw/gr/srcx',
  latencyMs: [110, 300],
  drifts: {
    'drift-missing': (asked, signs, world) => without(income(asked, signs, world), '年度'),
    'drift-type': (asked, signs, world) => ({
      ...income(asked, signs, world),
      年度: Number.parseInt(asked.about, 10),
    }),
    'drift-code': (asked, signs, world) => ({ ...income(asked, signs, world), 结果: '待核' }),
  },
};

interface ManyAsked {
  readonly year: string;
  readonly payers: readonly Payer[];
  readonly wanted: readonly string[];
}

/** Wages of many people at once (批量): 明细 holds one object a person, in the order asked. */
export const taxIncomes: RegistrySimulator<ManyAsked> = {
  target: 'tax',
  method: 'POST',
  path: '/swj/ggfw/gr/srplcx',
  latencyMs: [200, 500],
  read: (request) => {
    const body = asObject(request.json());
    const payers = asList(body.名单).map((row) => ({
      姓名: asText(row.姓名),
      证件号码: asText(row.证件号码),
    }));
    return { year: asText(body.年度), payers, wanted: asTexts(body.所需项) };
  },
  aboutEverything: (asked) => ({ ...asked, wanted: ['扣缴单位'] }),
  aboutSomebodyElse: (asked, world) => {
    const other = world.somebodyElse(asked.payers.map((payer) => payer.证件号码));
    return { ...asked, payers: [{ 姓名: other.name, 证件号码: other.idNo }, ...asked.payers.slice(1)] };
  },
  answer: incomes,
  drifts: {
    'drift-missing': (asked, signs, world) => without(incomes(asked, signs, world), '明细'),
    'drift-type': (asked, signs, world) => ({
      ...incomes(asked, signs, world),
      年度: Number.parseInt(asked.year, 10),
    }),
    'drift-code': (asked, signs, world) => ({ ...incomes(asked, signs, world), 结果: '待核' }),
  },
  fault: { status: 500, headers: { 'content-type': 'application/json' }, body: '{"结果":"系统繁忙"}' },
};

export const taxDeed: RegistrySimulator<Asked> = {
  ...common('合同编号', DEED, deed),
  path: '/swj/ggfw/qs/cx',
  latencyMs: [60, 150],
  drifts: {
    'drift-missing': (asked, signs, world) => without(deed(asked, signs, world), '缴纳状态'),
    'drift-type': (asked, signs, world) => ({ ...deed(asked, signs, world), 缴纳状态: true }),
    'drift-code': (asked, signs, world) => ({ ...deed(asked, signs, world), 缴纳状态: '部分缴纳' }),
  },
};

/** What a second-hand home of a contract was assessed at (存量房计税评估). */
export const taxAssessment: RegistrySimulator<Asked> = {
  ...common('合同编号', ASSESSMENT, assessment),
  path: '/swj/ggfw/clf/pgcx',
  latencyMs: [60, 150],
  drifts: {
    'drift-missing': (asked, signs, world) => without(assessment(asked, signs, world), '评估状态'),
    'drift-type': (asked, signs, world) => ({ ...assessment(asked, signs, world), 评估状态: true }),
    'drift-code': (asked, signs, world) => ({ ...assessment(asked, signs, world), 评估状态: '待评估' }),
  },
};

function common(
  subject: '年度' | '合同编号',
  everything: readonly string[],
  answer: RegistrySimulator<Asked>['answer'],
): Omit<RegistrySimulator<Asked>, 'path' | 'latencyMs' | 'drifts'> {
  return {
    target: 'tax',
    method: 'POST',
    read: (request) => {
      const body = asObject(request.json());
      const payer = asObject(body.纳税人);
      return {
        payer: { 姓名: asText(payer.姓名), 证件号码: asText(payer.证件号码) },
        about: asText(body[subject]),
        wanted: asTexts(body.所需项),
      };
    },
    aboutEverything: (asked) => ({ ...asked, wanted: everything }),
    aboutSomebodyElse: (asked, world) => {
      const other = world.somebodyElse([asked.payer.证件号码]);
      return { ...asked, payer: { 姓名: other.name, 证件号码: other.idNo } };
    },
    answer,
    fault: { status: 500, headers: { 'content-type': 'application/json' }, body: '{"结果":"系统繁忙"}' },
  };
}

function incomes({ year, payers, wanted }: ManyAsked, signs: AnswerSigns, world: World): object {
  const rows = payers.map((payer) => {
    const wages = wagesIn(Number.parseInt(year, 10), payer.证件号码, world);
    return { ...payer, ...chosen({ 扣缴单位: wages.map(declared) }, wanted) };
  });
  return { ...numbered(signs), 年度: year, 明细: rows };
}

function signed(asked: Asked, signs: AnswerSigns): object {
  return { ...numbered(signs), 纳税人: asked.payer };
}

function numbered(signs: AnswerSigns): object {
  const [year, month, day, hour, minute, second] = shanghaiParts(signs.asOf);
  return {
    结果: '成功',
    查询编号: `晋税查〔${year}〕${String(signs.number).padStart(7, '0')}`,
    查询时间: `${year}年${month}月${day}日${hour}时${minute}分${second}秒`,
  };
}

function income(asked: Asked, signs: AnswerSigns, world: World): object {
  const wages = wagesIn(Number.parseInt(asked.about, 10), asked.payer.证件号码, world);
  const months = new Set(wages.flatMap(({ from, to }) => monthsFrom(from, to)));
  const all = {
    收入合计: yuan(sumFen(wages.map(({ amountFen }) => amountFen))),
    申报月数: `${months.size}个月`,
    扣缴单位: wages.map(declared),
  };
  return { ...signed(asked, signs), 年度: asked.about, ...chosen(all, asked.wanted) };
}

function declared({ creditCode, amountFen, from, to }: DeclaredWage): object {
  return {
    统一社会信用代码: creditCode,
    收入额: yuan(amountFen),
    所属期起: chineseMonth(from),
    所属期止: chineseMonth(to),
  };
}

/** What was declared; without declarations of their own, what social insurance knows up to the present month. */
function wagesIn(year: number, idNo: string, world: World): DeclaredWage[] {
  const person = world.person(idNo);
  if (person?.wages) return person.wages.filter(({ from }) => from.startsWith(String(year)));
  const [first, last] = [parseMonth(`${year}-01`), parseMonth(`${year}-12`)];
  const present = parseMonth(world.today.slice(0, 7));
  return (person?.employments ?? []).flatMap(({ creditCode, from, to, baseFen }) => {
    const start = later(parseMonth(from.slice(0, 7)), first);
    const end = earlier(earlier(to === null ? last : parseMonth(to.slice(0, 7)), last), present);
    const months = monthsApart(start, end) + 1;
    if (months <= 0) return [];
    return [{ creditCode, from: start, to: end, amountFen: fen(baseFen * BigInt(months)) }];
  });
}

function deed(asked: Asked, signs: AnswerSigns, world: World): object {
  const paid = world
    .person(asked.payer.证件号码)
    ?.deedTaxes.find(({ contractNo }) => contractNo === asked.about);
  const all =
    paid === undefined
      ? { 计税价格: null, 缴款日期: null }
      : { 计税价格: yuan(paid.taxedPriceFen), 缴款日期: chineseDay(paid.paidOn) };
  return {
    ...signed(asked, signs),
    合同编号: asked.about,
    缴纳状态: paid === undefined ? '未缴' : '已缴',
    ...chosen(all, asked.wanted),
  };
}

function assessment(asked: Asked, signs: AnswerSigns, world: World): object {
  const sale = world.salesOf(asked.payer.证件号码).find(({ contractNo }) => contractNo === asked.about);
  const price = sale?.assessedFen ?? null;
  const all =
    price === null || sale === undefined
      ? { 评估价格: null, 评估日期: null }
      : { 评估价格: yuan(price), 评估日期: chineseDay(sale.signedOn) };
  return {
    ...signed(asked, signs),
    合同编号: asked.about,
    评估状态: price === null ? '未评估' : '已评估',
    ...chosen(all, asked.wanted),
  };
}

function monthsFrom(from: Month, to: Month): string[] {
  const year = from.slice(0, 4);
  const first = Number(from.slice(5));
  return Array.from({ length: monthsApart(from, to) + 1 }, (_, index) => `${year}-${first + index}`);
}

function later(a: Month, b: Month): Month {
  return compareMonths(a, b) > 0 ? a : b;
}

function earlier(a: Month, b: Month): Month {
  return compareMonths(a, b) < 0 ? a : b;
}

function chineseMonth(month: Month): string {
  return `${month.slice(0, 4)}年${month.slice(5)}月`;
}

function chineseDay(day: Day): string {
  return `${day.slice(0, 4)}年${day.slice(5, 7)}月${day.slice(8)}日`;
}
