import type { BilingualText, Clause } from '../../../kernel/decision';
import type { Fact, Json } from '../../../kernel/fact';
import type { ParameterSet } from '../parameters/parameter-set';
import type { ReasonCode } from './reason-codes';

/** What a rule found out. `observed` and `required` fill the texts: scalars, lists, or flat objects of them. */
export interface Judgement {
  readonly truth: 'true' | 'false';
  readonly observed: Json;
  readonly required: Json;
  /** First day ('YYYY-MM-DD') on which asking again makes sense, of a false judgement that time mends. */
  readonly retryOn?: string;
  /** Code of a false judgement, where it depends on what was found; that of the rule unless given. */
  readonly reasonCode?: ReasonCode;
}

/** What may be or is granted, a yuan string never below '0.00', and the operands it came from. */
export interface DecidedAmount {
  readonly granted: string;
  readonly trace: readonly { label: BilingualText; value: string }[];
}

/** Reads facts so that an unknown one stays unknown: nothing that follows from it is true, false or zero. */
export interface FactReader {
  /** Value of a known fact. An unknown one leaves the judgement there and makes it unknown; never catch that. */
  readonly fact: <V extends Json = Json>(name: string) => V;
  /** For a rule that can still be decided without the fact, such as one owned home found and one answer missing. */
  readonly isKnown: (name: string) => boolean;
}

export interface RuleInput extends FactReader {
  readonly parameters: ParameterSet;
  /** What was applied for, as the item's DTO let it pass. */
  readonly input: unknown;
  /** Acceptance day: parameters and clauses. */
  readonly lawDay: string;
  /** Business date now: windows and freshness. */
  readonly today: string;
  /** The item's amount, unknown when its facts are; only for a rule that declares `reads.amount`. */
  readonly amount: () => DecidedAmount | null;
}

/** What an item's amount is worked out from. `facts` notes what was read, so an unknown operand is not a zero. */
export interface AmountReader extends FactReader {
  readonly facts: ReadonlyMap<string, Fact>;
  readonly parameters: ParameterSet;
  readonly input: unknown;
  readonly lawDay: string;
  readonly today: string;
}

/**
 * Sentences of a rule. Placeholders: `{observed}`, `{required}`, a member of either (`{observed.months}`), and
 * `{param:withdrawal.rent.city6}` for a parameter the rule declares.
 */
export interface RuleTexts {
  /** What was checked and found in order. */
  readonly passed: BilingualText;
  /** What the applicant is told when it is not met. */
  readonly member: BilingualText;
  /** The same for an officer: shorter, with the terms of the trade. */
  readonly officer: BilingualText;
  /** The condition as the public guide shows it; a clause without a full stop. No `{observed}`. */
  readonly condition: BilingualText;
  /** How to mend it; null when nothing the applicant does would. */
  readonly fix: BilingualText | null;
}

/** One condition of law. Pure: the same input gives the same judgement for ever. */
export interface Rule {
  /** kebab-case; with the version the identity under which decisions name it, 'rent-no-home@1'. */
  readonly id: string;
  readonly version: number;
  /** Acceptance days it holds on, both inclusive. */
  readonly effective: { readonly from: string; readonly until: string | null };
  readonly clause: Clause;
  /** Place in the legal order: the lowest false rule gives the headline. */
  readonly order: number;
  readonly reasonCode: ReasonCode;
  /** All it may read; a declared parameter group covers what is below it. Reading anything else throws. */
  readonly reads: {
    readonly facts: readonly string[];
    readonly parameters: readonly string[];
    readonly amount?: boolean;
  };
  /** @throws UndeclaredRead */
  readonly judge: (input: RuleInput) => Judgement;
  /** What is needed, where it depends on parameters alone; needed by a condition that says `{required}`. */
  readonly required?: (parameters: ParameterSet) => Json;
  readonly texts: RuleTexts;
}

/** 'rent-no-home@1' */
export function ruleReference(rule: Pick<Rule, 'id' | 'version'>): string {
  return `${rule.id}@${rule.version}`;
}

/** Whether the rule holds for cases accepted on that day. */
export function isInForce(rule: Pick<Rule, 'effective'>, lawDay: string): boolean {
  return rule.effective.from <= lawDay && (rule.effective.until === null || lawDay <= rule.effective.until);
}

/**
 * A released rule that an item takes up only from a day on: cases accepted before were decided without it, and are
 * decided so again.
 */
export function takenUpFrom(day: string, rule: Rule): Rule {
  return { ...rule, effective: { ...rule.effective, from: day } };
}
