import type { Day } from '../../../../kernel/calendar';
import type { BilingualText, Decision, RuleFinding } from '../../../../kernel/decision';
import type { Fact, Json } from '../../../../kernel/fact';
import { parseYuan, yuan } from '../../../../kernel/money';
import { formatRate } from '../../../../kernel/rate';
import { invalidAt } from '../../../../platform/http';
import { factWords } from '../../../casework';
import {
  clauseText,
  conditionOf,
  decide,
  type ParameterSet,
  type Rule,
  ruleReference,
  rulesInForce,
  UnknownFactSignal,
  unlessUnknown,
} from '../../../policy';
import type { ValueFact } from '../../domain/application/fact-values';
import { pricedAs } from '../../domain/application/home-order';
import { newHomeLoan, secondHandLoan } from '../../domain/application/loan-items';
import { boundWords, type LoanRoom, longestTerm, roomInFund } from '../../domain/application/loan-room';
import type { FundLendingFact } from '../../domain/fund/fund-lending';
import type { LimitBound } from '../../domain/granting/loan-limit';
import type { TermBound } from '../../domain/granting/loan-term';
import type { EligibilityQuestion } from './eligibility-question';
import { fieldsOf, fieldWords } from './eligibility-words';
import { type PrepaymentView, reckonPrepayment } from './reckon-prepayment';
import { reckonRepayment, type RepaymentView } from './reckon-repayment';
import { termBoundText } from './reckon-term';
import type { Reckoned } from './shown';
import { typedFacts } from './typed-facts';

/** Something that would have to be known: a field to be typed, or, where `field` is null, what others tell on applying. */
export interface ShownMissing {
  readonly field: string | null;
  readonly fact: string;
  readonly text: BilingualText;
}

export interface ShownRule {
  readonly rule: string;
  readonly code: string;
  readonly clause: BilingualText;
  /** What the rule asks for, filled from the parameters. */
  readonly condition: BilingualText;
}

export interface ShownPassed extends ShownRule {
  readonly observed: Json;
  readonly required: Json;
}

export interface ShownRefusal extends ShownPassed {
  readonly text: BilingualText;
  readonly fix: BilingualText | null;
  readonly retryOn: string | null;
}

export interface ShownOpen extends ShownRule {
  readonly missing: readonly ShownMissing[];
}

export interface EligibilityView extends Reckoned {
  readonly item: string;
  /**
   * refused: at least one rule speaks against it, whatever is not known; incomplete: something to be typed is not;
   * nothing-against: all that can be typed is, and only what others tell on applying is open.
   */
  readonly verdict: 'refused' | 'incomplete' | 'nothing-against';
  /** Code of the first reason in legal order; null unless refused. */
  readonly headline: string | null;
  readonly reasons: readonly ShownRefusal[];
  readonly passed: readonly ShownPassed[];
  readonly open: readonly ShownOpen[];
  /** Everything that is not known, each once. */
  readonly unknown: readonly ShownMissing[];
  /** null while what it rests on is not known. */
  readonly term: {
    readonly longest: number;
    readonly binding: TermBound;
    readonly text: BilingualText;
  } | null;
  /** null while what it rests on is not known. */
  readonly limit: {
    readonly most: string;
    readonly binding: LimitBound | 'unpaid';
    readonly text: BilingualText;
    readonly bounds: readonly {
      readonly by: LimitBound;
      readonly text: BilingualText;
      readonly amount: string;
    }[];
    readonly homeOrder: 'first' | 'second';
    readonly downRatio: string;
    readonly annualRate: string;
    readonly termMonths: number;
    readonly trace: Decision['amountTrace'];
  } | null;
  /** Of the amount asked for where it is within the limit, else of the whole limit; null while that is not known. */
  readonly repayment: RepaymentView | null;
  /** What the prepayment that was asked about saves; null unless one was, or while the loan is not known. */
  readonly prepayment: PrepaymentView | null;
  readonly note: BilingualText;
}

const NOTE: BilingualText = {
  zh: '依所填内容、按与审批相同的规则测算，不构成承诺；未填写的一律视为未知，不作推定。',
  en: 'Reckoned from what was typed, by the rules that decide; no commitment. What was not typed is unknown, and nothing is assumed of it.',
};

interface Circumstances {
  readonly parameters: ParameterSet;
  readonly today: Day;
  readonly at: Date;
  readonly lending: FundLendingFact | null;
}

/**
 * Whether a loan as it was typed would be granted, by the rules and the amount of the item that decides it, with every
 * reason; how much, for how long, at what instalments. Nothing is stored.
 * @throws Problem 400 for a day in the future, and for a prepayment that is none of the loan.
 */
export function reckonEligibility(asked: EligibilityQuestion, on: Circumstances): EligibilityView {
  const { parameters, today } = on;
  notInFuture(asked, today);
  const item = asked.kind === 'new-home' ? newHomeLoan : secondHandLoan;
  const { facts, untyped } = typedFacts(
    asked,
    item.facts.map(({ name }) => name),
    on,
  );
  const days = { lawDay: today, today };
  const decision = decide({
    item: item.code,
    rules: item.rules,
    parameters,
    facts,
    input: asked,
    ...days,
    amount: item.amount,
  });
  const shown = shownFindings(decision, item.rules, { asked, facts, parameters });
  const room = roomOf(asked, facts, on);
  const { amount } = decision;
  const lent = room === null || amount === null || parseYuan(amount) === 0n ? null : { room, amount };
  const unknown = eachOnce([
    ...shown.open.flatMap(({ missing }) => missing),
    ...missingOf(untyped, { asked, facts }),
  ]);
  return {
    reckonedOn: today,
    parameters: parameters.id,
    item: item.code,
    verdict: verdictOf(decision, unknown),
    headline: decision.headline,
    ...shown,
    unknown,
    term: termOf(asked, facts, on),
    limit: room === null ? null : limitOf(room, decision),
    repayment: lent === null ? null : repaymentOf(asked, lent, on),
    prepayment: lent === null ? null : prepaymentOf(asked, lent, on),
    note: NOTE,
  };
}

type Facts = ReadonlyMap<string, Fact>;

function verdictOf({ outcome }: Decision, unknown: readonly ShownMissing[]): EligibilityView['verdict'] {
  if (outcome === 'refused') return 'refused';
  return unknown.some(({ field }) => field !== null) ? 'incomplete' : 'nothing-against';
}

function shownFindings(
  { findings, item, lawDay }: Decision,
  rules: readonly Rule[],
  by: { asked: EligibilityQuestion; facts: Facts; parameters: ParameterSet },
): Pick<EligibilityView, 'reasons' | 'passed' | 'open'> {
  const inForce = new Map(rulesInForce(item, rules, lawDay).map((rule) => [ruleReference(rule), rule]));
  const judged = findings.map((finding) => {
    const rule = inForce.get(finding.rule);
    if (rule === undefined) throw new Error(`${finding.rule} was judged and is not in force`);
    const condition = conditionOf(rule, by.parameters);
    const clause = clauseText(finding.clause, lawDay);
    return { finding, rule, shown: { rule: finding.rule, code: finding.reasonCode, clause, condition } };
  });
  const of = (truth: RuleFinding['truth']) => judged.filter(({ finding }) => finding.truth === truth);
  return {
    reasons: of('false').map(({ finding, shown }) => {
      const { observed, required, text, fix, retryOn } = finding;
      return { ...shown, observed, required, text, fix, retryOn };
    }),
    passed: of('true').map(({ finding: { observed, required }, shown }) => ({
      ...shown,
      observed,
      required,
    })),
    open: of('unknown').map(({ finding, rule, shown }) => {
      const whole = rule.reads.facts.filter((name) => by.facts.get(name)?.state === 'unknown');
      return { ...shown, missing: missingOf([...finding.missing, ...whole], by) };
    }),
  };
}

/** What is missing by field where it can be typed, and by fact where it cannot. */
function missingOf(
  names: readonly string[],
  { asked, facts }: { asked: EligibilityQuestion; facts: Facts },
): readonly ShownMissing[] {
  return eachOnce(
    names.flatMap((name): ShownMissing[] => {
      if (!facts.has(name)) return [{ field: name, fact: name, text: fieldWords(name) }];
      const fields = fieldsOf(name, asked);
      return fields.length === 0
        ? [{ field: null, fact: name, text: factWords(name) }]
        : fields.map((field) => ({ field, fact: name, text: fieldWords(field) }));
    }),
  );
}

function eachOnce(missing: readonly ShownMissing[]): readonly ShownMissing[] {
  return [...new Map(missing.map((one) => [one.field ?? one.fact, one])).values()];
}

function readerOf(asked: EligibilityQuestion, facts: Facts, { parameters, today }: Circumstances) {
  return {
    fact: <V extends Json>(name: string): V => {
      const fact = facts.get(name);
      if (fact?.state !== 'known') throw new UnknownFactSignal([name]);
      return fact.value as V;
    },
    isKnown: (name: string) => facts.get(name)?.state === 'known',
    parameters,
    input: asked,
    lawDay: today,
  };
}

function roomOf(asked: EligibilityQuestion, facts: Facts, on: Circumstances): LoanRoom | null {
  const room = unlessUnknown(() => roomInFund(readerOf(asked, facts, on), facts));
  return room.known ? room.value : null;
}

function termOf(asked: EligibilityQuestion, facts: Facts, on: Circumstances): EligibilityView['term'] {
  const reader = readerOf(asked, facts, on);
  const term = unlessUnknown(() => longestTerm(reader, reader.fact<NonNullable<ValueFact>>('loan.value')));
  if (!term.known) return null;
  const { maxPeriods, binding } = term.value;
  return { longest: maxPeriods, binding, text: termBoundText(binding) };
}

function limitOf(room: LoanRoom, { amountTrace }: Decision): EligibilityView['limit'] {
  return {
    most: yuan(room.most),
    binding: room.binding,
    text: boundWords(room.binding),
    bounds: room.limit.bounds.map(({ by, amount }) => ({ by, text: boundWords(by), amount: yuan(amount) })),
    homeOrder: pricedAs(room.order),
    downRatio: formatRate(room.downRatio, 2),
    annualRate: formatRate(room.annualRate),
    termMonths: room.termMonths,
    trace: amountTrace,
  };
}

interface Lent {
  readonly room: LoanRoom;
  readonly amount: string;
}

function repaymentOf(asked: EligibilityQuestion, { room, amount }: Lent, on: Circumstances): RepaymentView {
  const loan = { principal: amount, periods: room.termMonths, home: pricedAs(room.order) };
  return reckonRepayment({ ...loan, withRows: asked.withRows ?? false }, on.parameters, on.today);
}

function prepaymentOf(
  { prepayment }: EligibilityQuestion,
  { room, amount: principal }: Lent,
  on: Circumstances,
): PrepaymentView | null {
  if (prepayment === undefined) return null;
  const loan = { principal, periods: room.termMonths, home: pricedAs(room.order), at: '/prepayment' };
  return reckonPrepayment({ ...loan, ...prepayment }, on.parameters, on.today);
}

function notInFuture({ borrower, home }: EligibilityQuestion, today: Day): void {
  const late = [
    ['/borrower/birth', borrower?.birth],
    ['/home/contractOn', home.contractOn],
    ['/home/buildYear', home.buildYear === undefined ? undefined : `${home.buildYear}-01-01`],
  ].find(([, day]) => day !== undefined && day > today);
  if (late?.[0] === undefined) return;
  throw invalidAt(late[0], 'IN_FUTURE', {
    zh: `不得晚于今日 ${today}。`,
    en: `Not later than today, ${today}.`,
  });
}
