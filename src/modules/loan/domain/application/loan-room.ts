import { addMonths, parseDay } from '../../../../kernel/calendar';
import { type Fen, fen, maxFen, minFen, minus, parseYuan, sumFen, yuan } from '../../../../kernel/money';
import { formatRate, type Rate } from '../../../../kernel/rate';
import {
  type AmountReader,
  type DecidedAmount,
  type FactReader,
  type ParameterSet,
  UnknownFactSignal,
} from '../../../policy';
import type { UpliftReason } from '../granting/loan-cap';
import { type LimitBound, type LoanLimit, loanLimit } from '../granting/loan-limit';
import { LEAST_TERM, type LoanTerm, loanTerm } from '../granting/loan-term';
import { FUND_LENDING, lendingCoefficient } from '../fund/fund-lending';
import { limitParameters, loanRates, termLimits } from '../loan-parameters';
import type {
  AgeFact,
  CoCreditFact,
  ContributorsFact,
  CreditFact,
  FamilyHomesFact,
  HomeFact,
  IdentityFact,
  UpliftFact,
  ValueFact,
} from './fact-values';
import { countHomes, downRatioOf, type HomeOrder, homeOrderFacts, orderOf, pricedAs } from './home-order';
import { askedAmount, bankPart, requestOf } from './loan-request';

const zero = fen(0n);
const MULTI_CHILD = 2;

type Reader = FactReader & {
  readonly parameters: ParameterSet;
  readonly input: unknown;
  readonly lawDay: string;
};

export interface LoanRoom {
  readonly order: HomeOrder;
  readonly value: Fen;
  readonly downRatio: Rate;
  readonly term: LoanTerm;
  /** The term asked for when it is within the longest, else the longest. */
  readonly termMonths: number;
  /** Of the day of acceptance; the loan takes that of its disbursement. */
  readonly annualRate: Rate;
  readonly limit: LoanLimit;
  /** The limit, or less where less is left to be paid for the home. */
  readonly most: Fen;
  readonly binding: LimitBound | 'unpaid';
}

/** Parameters that the limit reads, for the rules that show it. */
export const LIMIT_PARAMETERS = [
  'loan.capSingle',
  'loan.capSingleUnder3y',
  'loan.capFamily',
  'loan.capFamilyUnder3y',
  'loan.uplift',
  'loan.upliftFor',
  'loan.housingRatio',
  'loan.debtRatio',
  'loan.balanceMultiple',
  'loan.poolCoefficient',
  'loan.step',
  'loan.downFirst',
  'loan.downSecond',
  'loan.downAffordable',
  'loan.rates',
] as const;

/** Facts that the limit reads. */
export const LIMIT_FACTS = [
  'loan.home',
  'loan.value',
  'loan.contributors',
  'loan.credit',
  'loan.coCredit',
  'loan.uplift',
  'person.age',
  'person.identity',
  ...homeOrderFacts,
] as const;

export const TERM_PARAMETERS = ['loan.maxMonths', 'loan.ageLimit', 'loan.houseAgePlusTerm'] as const;

/** The longest term for this borrower and home (handbook 5.3). */
export function longestTerm(reader: Reader, { buildYear, landMonths }: NonNullable<ValueFact>): LoanTerm {
  const appliedOn = parseDay(reader.lawDay);
  // Whoever turned so many months old on that day: their birthday itself is nobody's to know here.
  const birth = addMonths(appliedOn, -reader.fact<AgeFact>('person.age').months);
  return loanTerm({ birth, appliedOn, buildYear, landUseMonths: landMonths }, termLimits(reader.parameters));
}

/**
 * How much, for how long, at which rate, and by what it is bound (handbook 5.2); null where no home was found.
 * @param coefficient what of the cap is lent while the fund is short of money; null where all of it is.
 */
export function loanRoom(reader: Reader, coefficient: Rate | null = null): LoanRoom | null {
  const { home } = reader.fact<HomeFact>('loan.home');
  const worth = reader.fact<ValueFact>('loan.value');
  if (home === null || worth === null) return null;
  const order = orderOf(countHomes(reader));
  const downRatio = downRatioOf(order, home.affordable, reader.parameters);
  const term = longestTerm(reader, worth);
  const asked = requestOf(reader.input).termMonths;
  const longest = Math.max(term.maxPeriods, LEAST_TERM);
  const termMonths = asked !== undefined && asked <= longest ? asked : longest;
  const annualRate = loanRates(reader.parameters).on(
    parseDay(reader.lawDay),
    termMonths,
    pricedAs(order),
  ).annual;
  const price = parseYuan(home.price);
  const appraisal = worth.appraisal === null ? null : parseYuan(worth.appraisal);
  const parameters = limitParameters(reader.parameters);
  const limit = loanLimit(
    {
      ...household(reader, parameters.balanceMultiple !== null),
      price,
      appraisal,
      downPaymentRatio: downRatio,
      annualRate,
      periods: termMonths,
    },
    coefficient === null ? parameters : { ...parameters, poolCoefficient: coefficient },
  );
  const value = appraisal === null ? price : minFen(price, appraisal);
  const found = { order, value, downRatio, term, termMonths, annualRate, limit };
  const left = unpaidInSteps(reader, worth);
  return left !== null && left < limit.limit
    ? { ...found, most: left, binding: 'unpaid' }
    : { ...found, most: limit.limit, binding: limit.binding };
}

/** The room with what the fund's state leaves of it; `gathered` says whether that was asked for, which it once was not. */
export function roomInFund(reader: Reader, gathered: { has(fact: string): boolean }): LoanRoom | null {
  return loanRoom(reader, gathered.has(FUND_LENDING) ? lendingCoefficient(reader) : null);
}

/** The amount of an item: what was asked when it is within the most, else the most; its operands one by one. */
export function loanAmount(reader: AmountReader): DecidedAmount {
  const room = roomInFund(reader, reader.facts);
  if (room === null) return { granted: yuan(zero), trace: [] };
  const asked = askedAmount(reader.input);
  const granted = asked !== null && asked <= room.most ? asked : room.most;
  const trace = [...traceOf(room), ...(asked === null ? [] : [line('申请金额', 'asked for', yuan(asked))])];
  return { granted: yuan(granted), trace };
}

/** The bound of the household's income alone, in whole steps. */
export function roomOfIncome(room: LoanRoom, parameters: ParameterSet): Fen {
  const bound = room.limit.bounds.find(({ by }) => by === 'income')?.amount ?? zero;
  const step = parameters.money('loan.step');
  return fen((bound / step) * step);
}

/** Balances are read only where a multiple of them is lent. */
function household(reader: Reader, byBalance: boolean) {
  const contributing = reader.fact<ContributorsFact>('loan.contributors');
  return {
    contributionYears: Math.max(0, ...contributing.map(({ years }) => years)),
    twoContributors: contributing.length > 1,
    uplift: upliftReasons(reader),
    monthlyIncome: sumFen(contributing.map(({ base }) => parseYuan(base))),
    otherMonthlyDebt: debtOf(reader),
    balances: byBalance ? contributing.map(({ balance }) => parseYuan(balance)) : [],
  };
}

/** Two children or more of the couple; talents and soldiers show a paper. */
function upliftReasons(reader: Reader): UpliftReason[] {
  const children = childrenOf(reader);
  const shown = reader.fact<UpliftFact>('loan.uplift');
  return [
    ...(children >= MULTI_CHILD ? (['MULTI_CHILD'] as const) : []),
    ...(shown === null ? [] : [shown.reason]),
  ];
}

/**
 * Children of either, each once, whoever of the two applies. A decision of before the couple's were asked for counted the
 * applicant's own, and is replayed so.
 */
function childrenOf(reader: Reader): number {
  if (reader.isKnown('family.homes')) {
    const { householdChildren } = reader.fact<FamilyHomesFact>('family.homes');
    if (householdChildren !== undefined) return householdChildren;
  }
  const { minorChildren } = reader.fact<IdentityFact>('person.identity');
  // Not told is not none.
  if (minorChildren === null) throw new UnknownFactSignal(['person.identity']);
  return minorChildren;
}

/** What borrower and spouse repay a month on other loans; the one to be converted is repaid by this one. */
function debtOf(reader: Reader): Fen {
  const own = reader.fact<CreditFact>('loan.credit');
  const spouse = reader.fact<CoCreditFact>('loan.coCredit').filter(({ role }) => role === 'spouse');
  const loans = [own, ...spouse].flatMap((credit) => credit?.loans ?? []);
  return sumFen(loans.filter(({ converted }) => !converted).map(({ monthly }) => parseYuan(monthly)));
}

/** In whole steps what buyer and bank leave to be paid; null where that is not known. */
function unpaidInSteps(reader: Reader, { unpaid }: NonNullable<ValueFact>): Fen | null {
  if (unpaid === null) return null;
  const left = maxFen(zero, minus(parseYuan(unpaid), bankPart(reader.input)));
  const step = reader.parameters.money('loan.step');
  return fen((left / step) * step);
}

const BOUND_WORDS: Readonly<Record<LimitBound | 'unpaid', readonly [string, string]>> = {
  cap: ['中心最高额度', 'cap of the centre'],
  price: ['房价减首付款', 'value less down payment'],
  income: ['还款能力', 'room in the income'],
  balance: ['账户余额倍数', 'multiple of the balances'],
  pool: ['资金流动性', 'state of the fund'],
  unpaid: ['尚未支付的房款', 'what is left to be paid'],
};

/** Which bound it is, in words. */
export function boundWords(by: LimitBound | 'unpaid'): { zh: string; en: string } {
  const [zh, en] = BOUND_WORDS[by];
  return { zh, en };
}

const ORDER_WORDS: Readonly<Record<HomeOrder, string>> = {
  first: '首套 first',
  second: '二套 second',
  third: '三套及以上 third',
};

/** The operands of a limit, in the order in which it is reckoned. */
export function traceOf(room: LoanRoom): DecidedAmount['trace'] {
  const { zh, en } = boundWords(room.binding);
  return [
    line('房屋套数', 'order of the home', ORDER_WORDS[room.order]),
    line('房屋价值', 'value of the home', yuan(room.value)),
    line('最低首付比例', 'least down payment', formatRate(room.downRatio, 2)),
    line('最长贷款月数', 'longest term in months', String(room.term.maxPeriods)),
    line('贷款月数', 'term in months', String(room.termMonths)),
    line('受理日年利率（以放款日为准）', 'rate of the day of acceptance', formatRate(room.annualRate)),
    ...room.limit.bounds.map(({ by, amount }) => line(...BOUND_WORDS[by], yuan(amount))),
    line('可贷额度', 'limit', yuan(room.most)),
    line('决定额度的因素', 'bound by', `${zh} ${en}`),
  ];
}

function line(zh: string, en: string, value: string): DecidedAmount['trace'][number] {
  return { label: { zh, en }, value };
}
