import type { Fact, Json, UnknownReason } from '../../../src/kernel/fact';
import type { Decision, RuleFinding } from '../../../src/kernel/decision';
import { decide, type ParameterSet, parametersOn, type Rule } from '../../../src/modules/policy';
import { rentWithdrawal } from '../../../src/modules/withdrawal/domain/items/rent-withdrawal';

export const TODAY = '2026-11-21';

/** Somebody to whom nothing stands in the way: single, in the city, 18000.00 on the account. */
export const clear: Readonly<Record<string, Json>> = {
  'person.identity': { match: true, alive: true, minorChildren: 0 },
  'household.marriage': { status: 'single', spouse: null },
  'household.homes': { member: 0, spouse: null },
  'member.account': { state: '01', unitState: '01', district: '140105' },
  'account.engagement': { engaged: false, item: null },
  'person.restrictions': [],
  'person.owedBack': [],
  'loan.standing': { overdue: false, borrowing: false, guaranteeing: false },
  'loan.ownStanding': { overdue: false, borrowing: false, guaranteeing: false },
  'contribution.monthsInARow': 36,
  'household.rentTaken': { taken: '0.00', potId: 'pot' },
  'member.balance': { posted: '18000.00', held: '0.00' },
  'member.card': { cardId: 'card', bank: '104', changedOn: null },
};

export const married: Readonly<Record<string, Json>> = {
  'household.marriage': { status: 'married', spouse: { personId: 'spouse', sealed: 'sealed' } },
  'household.homes': { member: 0, spouse: 0 },
};

export interface Situation {
  /** Facts that differ from `clear`. */
  readonly known?: Readonly<Record<string, Json>>;
  readonly unknown?: Readonly<Record<string, UnknownReason>>;
  readonly input?: { readonly amount?: string };
  readonly lawDay?: string;
  readonly today?: string;
  readonly parameters?: ParameterSet;
}

export function factsOf({ known = {}, unknown = {} }: Situation): Map<string, Fact> {
  const facts = new Map<string, Fact>();
  for (const [name, value] of Object.entries({ ...clear, ...known })) {
    facts.set(name, {
      name,
      state: 'known',
      value,
      source: 'TEST',
      receiptNo: `R-${name}`,
      asOf: `${TODAY}T01:00:00.000Z`,
      validUntil: null,
    });
  }
  for (const [name, reason] of Object.entries(unknown))
    facts.set(name, { name, state: 'unknown', reason, source: 'TEST', askedAt: `${TODAY}T01:00:00.000Z` });
  return facts;
}

/** The whole item on a situation. */
export function decideRent(situation: Situation = {}): Decision {
  const { lawDay = TODAY, today = TODAY, input = {} } = situation;
  return decide({
    item: rentWithdrawal.code,
    rules: rentWithdrawal.rules,
    facts: factsOf(situation),
    parameters: situation.parameters ?? parametersOn(lawDay),
    input,
    lawDay,
    today,
    amount: rentWithdrawal.amount,
  });
}

/** One rule on a situation, on the first day of a version that is not in force yet. */
export function judge(rule: Rule, situation: Situation = {}): RuleFinding {
  const day = rule.effective.from > TODAY ? rule.effective.from : TODAY;
  const { lawDay = day, today = day, input = {} } = situation;
  const parameters = situation.parameters ?? parametersOn(lawDay);
  const decision = decide({
    item: 'TEST',
    rules: [rule],
    facts: factsOf(situation),
    parameters,
    input,
    lawDay,
    today,
  });
  return decision.findings[0]!;
}
