import type { ParameterRow } from './parameter-row';
import type { ParameterBasis } from './parameter-value';
import { ParameterValue } from './parameter-value';
import {
  COMMON_PRACTICE,
  defaultAfter,
  LOAN_RATES_PUBLISHED,
  NOT_IN_2019_TEXT,
  OWN_DEFAULT,
  REPORTED_36,
  regulations,
  REPORTED_ORDER_844,
  TAIYUAN_2026,
} from './sources';

const money = (value: string | null, basis: ParameterBasis) => new ParameterValue('money', value, basis);
const rate = (value: string | null, basis: ParameterBasis) => new ParameterValue('rate', value, basis);
const integer = (value: number | null, basis: ParameterBasis) => new ParameterValue('integer', value, basis);
const text = (value: string, basis: ParameterBasis) => new ParameterValue('text', value, basis);
const flag = (value: boolean, basis: ParameterBasis) => new ParameterValue('flag', value, basis);
const monthDay = (value: string, basis: ParameterBasis) => new ParameterValue('month-day', value, basis);
const list = (value: readonly string[], basis: ParameterBasis) => new ParameterValue('list', value, basis);
/** From which day, then the rates: one for members' interest, four for loans (see `loan.rates`). */
const rateRow = (value: readonly [string, ...string[]], basis: ParameterBasis) =>
  new ParameterValue('rate-row', value, basis);

const LAW_18 = regulations('18');
const LAW_19 = regulations('19');
const LAW_25 = regulations('25');
const LAW_26 = regulations('26');
const AFTER_YF_2016_43 = defaultAfter('银发〔2016〕43号', 'Yin Fa [2016] No. 43');
const AFTER_JJ_2014_148 = defaultAfter('建金〔2014〕148号', 'Jian Jin [2014] No. 148');
const AFTER_JJG_2018_46 = defaultAfter('建金〔2018〕46号', 'Jian Jin [2018] No. 46');
const AFTER_YF_2003_251 = defaultAfter('银发〔2003〕251号', 'Yin Fa [2003] No. 251');

/** The wage base, ratios and calendar of contribution. */
const contribution = {
  ratioMin: rate('0.05', LAW_18),
  ratioMax: rate('0.12', TAIYUAN_2026),
  ratioStep: rate('0.01', OWN_DEFAULT),
  upperBase: money('29100.00', TAIYUAN_2026),
  avgWageYear: money('116394.00', OWN_DEFAULT),
  multiple: integer(3, defaultAfter('建金〔2018〕45号', 'Jian Jin [2018] No. 45')),
  lowerBase: {
    '140105': money('2150.00', TAIYUAN_2026),
    '140106': money('2150.00', TAIYUAN_2026),
    '140107': money('2150.00', TAIYUAN_2026),
    '140108': money('2150.00', TAIYUAN_2026),
    '140109': money('2150.00', TAIYUAN_2026),
    '140110': money('2150.00', TAIYUAN_2026),
    '140181': money('2150.00', TAIYUAN_2026),
    '140121': money('2150.00', TAIYUAN_2026),
    '140122': money('2050.00', TAIYUAN_2026),
    '140123': money('1950.00', TAIYUAN_2026),
  },
  roundUnit: money('1.00', OWN_DEFAULT),
  fundYearStart: monthDay('07-01', OWN_DEFAULT),
  baseWindow: [monthDay('07-01', OWN_DEFAULT), monthDay('08-31', OWN_DEFAULT)],
  /** How far a declared wage may be from the one declared for tax. */
  baseTaxTolerance: rate('0.05', OWN_DEFAULT),
  payWithinDaysAfterPayday: integer(5, LAW_19),
  /** Months owed from which an employer is told a stage of the reminders (催缴); their words are `ARREARS_STAGES`. */
  arrearsStageMonths: {
    '1': integer(1, OWN_DEFAULT),
    '2': integer(2, OWN_DEFAULT),
    '3': integer(4, OWN_DEFAULT),
  },
  /** Calendar days between two questions to social insurance about the staff of one employer. */
  staffAskedEveryDays: integer(7, OWN_DEFAULT),
  refundWithinMonths: integer(12, OWN_DEFAULT),
  certificateValidDays: integer(60, OWN_DEFAULT),
  /** Years of age from which somebody may contribute alone. */
  flexMinAge: integer(16, TAIYUAN_2026),
  flexRatio: [rate('0.10', OWN_DEFAULT), rate('0.24', OWN_DEFAULT)],
  hardshipRatioMin: rate('0.05', OWN_DEFAULT),
};

/** How a case is handled, whatever it is about. */
const casework = {
  /** Calendar days from acceptance that a case waits for registries before a person follows it up. */
  silenceDays: integer(3, OWN_DEFAULT),
};

/** What happens to a member's account besides contribution. */
const account = {
  /** As that of bank deposits: a year at most, then to be renewed. */
  freezeMaxMonths: integer(12, OWN_DEFAULT),
  /** Calendar days after which a sealed account of an ended employment is kept by the centre. */
  centralSealAfterDays: integer(30, OWN_DEFAULT),
  /** Calendar days within which what is held about a member is put right. */
  correctionDays: integer(5, REPORTED_36),
};

/** Money of the centre at its banks. */
const fund = {
  /** What an account keeps: below it, money comes from the richest account of its kind. */
  accountFloor: money('10000.00', OWN_DEFAULT),
  /** Calendar days after the last day of a month before its books are closed. */
  monthClosesAfterDays: integer(3, OWN_DEFAULT),
  /** Loan ratios (个贷率) above which, while the committee says so, only that part of the cap is lent. */
  loanRatioAbove: ['0.85', '0.90', '0.95'].map((ratio) => rate(ratio, COMMON_PRACTICE)),
  loanRatioCoefficient: ['0.9', '0.8', '0.7'].map((part) => rate(part, COMMON_PRACTICE)),
  /** Share of the deposits that may be lent while loans queue (轮候). */
  lendable: rate('0.95', COMMON_PRACTICE),
};

/** Interest on members' accounts. */
const interest = {
  rates: [rateRow(['2016-02-21', '0.0150'], AFTER_YF_2016_43)],
  basis: integer(360, AFTER_YF_2016_43),
  settle: monthDay('06-30', AFTER_YF_2016_43),
};

const withdrawal = {
  minRetain: money('10.00', OWN_DEFAULT),
  /** Calendar days for which nothing is paid to a card that has taken the place of another. */
  cardCoolingDays: integer(3, OWN_DEFAULT),
  decisionDays: integer(3, LAW_25),
  /** Per calendar year and household. */
  rent: {
    city6: money('25000.00', TAIYUAN_2026),
    county: money('10000.00', TAIYUAN_2026),
    multiChildAdd: money('1000.00', TAIYUAN_2026),
    minContinuousMonths: integer(3, TAIYUAN_2026),
    noHomeOf: list(['member', 'spouse'], TAIYUAN_2026),
    period: text('CALENDAR_YEAR', OWN_DEFAULT),
  },
  purchase: { windowMonths: integer(12, OWN_DEFAULT), relatives: list(['spouse'], OWN_DEFAULT) },
  /** Calendar days within which what was paid on a contract cancelled afterwards is given back. */
  recoveryDays: integer(30, OWN_DEFAULT),
  repay: { intervalMonths: integer(12, OWN_DEFAULT), lookbackMonths: integer(12, OWN_DEFAULT) },
  terminated: { sealedMonths: integer(6, AFTER_JJG_2018_46) },
  lift: { windowMonths: integer(24, OWN_DEFAULT) },
  lowIncome: { yearCap: money('12000.00', OWN_DEFAULT) },
  smallEstate: money('50000.00', OWN_DEFAULT),
  fraudBanYears: integer(null, NOT_IN_2019_TEXT),
  decoration: { enabled: flag(false, OWN_DEFAULT) },
  propertyFee: { enabled: flag(false, OWN_DEFAULT) },
};

/** Between cities; calendar days. */
const transfer = {
  monthsHere: integer(6, AFTER_JJG_2018_46),
  answerDays: integer(15, OWN_DEFAULT),
  negotiationDays: integer(15, OWN_DEFAULT),
};

const loan = {
  decisionDays: integer(15, LAW_26),
  minContinuousMonths: integer(6, AFTER_JJ_2014_148),
  /** Back payments of missed months that do not break the row, and how many months one may make up for. */
  backPaymentsAtMost: integer(1, OWN_DEFAULT),
  backPaymentMonths: integer(3, OWN_DEFAULT),
  /** Calendar months from the filing or signing of the contract, or from the permit, within which to apply. */
  purchaseWindowMonths: integer(12, OWN_DEFAULT),
  /** Conversion of a bank's loan: granted before this day, the title issued. */
  conversionGrantedBefore: text('2026-02-28', TAIYUAN_2026),
  capSingle: money('700000.00', TAIYUAN_2026),
  capSingleUnder3y: money('500000.00', TAIYUAN_2026),
  capFamily: money('1000000.00', TAIYUAN_2026),
  capFamilyUnder3y: money('700000.00', OWN_DEFAULT),
  uplift: rate('1.3', TAIYUAN_2026),
  upliftFor: list(['TALENT', 'MULTI_CHILD', 'MILITARY'], OWN_DEFAULT),
  /** Off: Taiyuan ties the cap to years of contribution and headcount, not to the balance. */
  balanceMultiple: integer(null, OWN_DEFAULT),
  poolCoefficient: rate(null, OWN_DEFAULT),
  downFirst: rate('0.20', TAIYUAN_2026),
  downSecond: rate('0.20', TAIYUAN_2026),
  downAffordable: rate('0.15', TAIYUAN_2026),
  maxMonths: integer(360, OWN_DEFAULT),
  ageLimit: integer(68, TAIYUAN_2026),
  houseAgePlusTerm: integer(50, OWN_DEFAULT),
  housingRatio: rate('0.50', OWN_DEFAULT),
  debtRatio: rate('0.60', OWN_DEFAULT),
  step: money('1000.00', OWN_DEFAULT),
  dueMode: text('SAME_DAY', OWN_DEFAULT),
  maxDueDay: integer(28, OWN_DEFAULT),
  penaltyFactor: rate('1.5', AFTER_YF_2003_251),
  graceDays: integer(0, OWN_DEFAULT),
  overdueKpiMonths: integer(3, OWN_DEFAULT),
  prepayMin: money('10000.00', OWN_DEFAULT),
  prepayStep: money('1000.00', OWN_DEFAULT),
  prepayAfterInstalments: integer(1, OWN_DEFAULT),
  commitmentDays: integer(60, OWN_DEFAULT),
  classDays: [0, 90, 270, 360].map((days) => integer(days, OWN_DEFAULT)),
  credit: {
    consecutive: integer(3, OWN_DEFAULT),
    cumulative: integer(6, OWN_DEFAULT),
    months: integer(24, OWN_DEFAULT),
  },
  fraudBanYears: integer(null, NOT_IN_2019_TEXT),
  /** From, first home up to 5 years, first home over 5 years, second home up to 5, second home over 5. */
  rates: [
    rateRow(['2015-08-26', '0.0275', '0.0325', '0.03025', '0.03575'], OWN_DEFAULT),
    rateRow(['2022-10-01', '0.0260', '0.0310', '0.03025', '0.03575'], LOAN_RATES_PUBLISHED),
    rateRow(['2024-05-18', '0.0235', '0.0285', '0.02775', '0.03325'], LOAN_RATES_PUBLISHED),
    rateRow(['2025-05-08', '0.0210', '0.0260', '0.02525', '0.03075'], LOAN_RATES_PUBLISHED),
  ],
};

/** Parameters of the Taiyuan centre. A new policy is a new row; a row that has applied is never edited. */
export const TAIYUAN_ROWS: readonly ParameterRow[] = [
  {
    id: 'TY-2026-07',
    validFrom: '2026-07-01',
    validTo: '2026-09-19',
    values: { casework, contribution, account, fund, interest, withdrawal, transfer, loan },
  },
  {
    id: 'TY-2026-09',
    validFrom: '2026-09-20',
    validTo: null,
    extends: 'TY-2026-07',
    values: {
      contribution: { flexMinAge: integer(16, REPORTED_ORDER_844) },
      loan: { decisionDays: integer(10, REPORTED_ORDER_844), fraudBanYears: integer(5, REPORTED_ORDER_844) },
      withdrawal: { fraudBanYears: integer(3, REPORTED_ORDER_844) },
    },
  },
];
