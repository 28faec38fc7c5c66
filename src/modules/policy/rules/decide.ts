import { canonicalJson } from '../../../kernel/canonical-json';
import type { Decision, Outcome, RuleFinding } from '../../../kernel/decision';
import type { Fact, Json } from '../../../kernel/fact';
import type { ParameterSet } from '../parameters/parameter-set';
import { amountState } from './amount-state';
import type { AmountState } from './amount-state';
import { evaluateRule, needsVisit } from './evaluate-rule';
import { isInForce, ruleReference } from './rule';
import type { AmountReader, DecidedAmount, Rule } from './rule';

export interface DecisionRequest {
  /** Item code, 'TQ12'. */
  readonly item: string;
  /** All versions of the item's rules; those in force on the law day decide. */
  readonly rules: readonly Rule[];
  /** Every fact the item asks for, known or unknown. */
  readonly facts: ReadonlyMap<string, Fact>;
  /** Of the law day. */
  readonly parameters: ParameterSet;
  readonly input: unknown;
  readonly lawDay: string;
  readonly today: string;
  /** Room or sum granted; absent when the item moves no money. */
  readonly amount?: ((reader: AmountReader) => DecidedAmount | null) | undefined;
}

/** An item's rules or parameters do not fit the day: nothing may be decided on them. */
export class DecisionFault extends Error {
  override readonly name = 'DecisionFault';
}

/**
 * Decides by every rule in force on the law day. One false rule refuses, however many are unknown; none false and
 * something unknown waits, or goes to a counter when only a visit can supply it; otherwise approved. The amount
 * stands whenever it can be worked out, also beside a refusal. Pure: the same request gives the same bytes.
 * @throws DecisionFault when no rule is in force, two versions of one rule are, or the parameters are of other days.
 */
export function decide(request: DecisionRequest): Decision {
  const { item, facts, parameters, lawDay, today } = request;
  if (lawDay < parameters.validFrom || (parameters.validTo !== null && parameters.validTo < lawDay))
    throw new DecisionFault(`parameters ${parameters.id} do not hold on the law day ${lawDay}`);
  const amount = amountState(item, request.amount, request);
  const findings = rulesInForce(item, request.rules, lawDay).map((rule) =>
    evaluateRule(rule, { facts, parameters, input: request.input, lawDay, today, amount }),
  );
  const headline = findings.find(({ truth }) => truth === 'false')?.reasonCode ?? null;
  return {
    item,
    outcome: headline === null ? outcomeOf(findings, amount, facts) : 'refused',
    headline,
    amount: amount.known && amount.value !== null ? amount.value.granted : null,
    amountTrace: amount.known && amount.value !== null ? amount.value.trace : [],
    lawDay,
    today,
    parameters: parameters.id,
    findings,
  };
}

/** The bytes under which a decision is stored, hashed and compared on replay. */
export function decisionBytes(decision: Decision): string {
  return canonicalJson(decision as unknown as Json);
}

/**
 * Rules that decide on a day, in legal order. Of two versions in force the later one counts from its first day on: a
 * released version is never edited, so it cannot be given an end.
 * @throws DecisionFault when the item has rules and none is in force, or two versions of one begin on the same day.
 */
export function rulesInForce(item: string, rules: readonly Rule[], lawDay: string): readonly Rule[] {
  const inForce = rules.filter((rule) => isInForce(rule, lawDay));
  if (rules.length > 0 && inForce.length === 0)
    throw new DecisionFault(`no rule of ${item} is in force on ${lawDay}`);
  const latest = new Map<string, Rule>();
  for (const rule of inForce) {
    const other = latest.get(rule.id);
    if (other !== undefined && !isAfter(rule, other) && !isAfter(other, rule))
      throw new DecisionFault(
        `${ruleReference(other)} and ${ruleReference(rule)} are both in force on ${lawDay}`,
      );
    if (other === undefined || isAfter(rule, other)) latest.set(rule.id, rule);
  }
  return [...latest.values()].sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));
}

/** Whether one version of a rule succeeds the other. */
function isAfter(rule: Rule, other: Rule): boolean {
  return rule.version > other.version && rule.effective.from > other.effective.from;
}

/** No rule is false here. An amount that cannot be worked out holds an approval back as an unknown rule does. */
function outcomeOf(
  findings: readonly RuleFinding[],
  amount: AmountState,
  facts: ReadonlyMap<string, Fact>,
): Outcome {
  if (amount.known && findings.every(({ truth }) => truth === 'true')) return 'approved';
  const missing = [
    ...findings.flatMap((finding) => finding.missing),
    ...(amount.known ? [] : amount.missing),
  ];
  return needsVisit(missing, facts) ? 'counter' : 'waiting';
}
