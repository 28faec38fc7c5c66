import type { Fact, Json } from '../../src/kernel/fact';
import { yuan } from '../../src/kernel/money';
import { decide, parametersOn } from '../../src/modules/policy';
import { rentWithdrawal } from '../../src/modules/withdrawal/domain/items/rent-withdrawal';
import type { CaseInput } from './case-input';
import type { Evaluator } from './evaluator';
import { knownFacts, retaining } from './golden-facts';

/** Golden kinds without a date use the parameters of this day. */
const day = '2026-11-21';

/** A district of the six, and one of the counties. */
const districts: Readonly<Record<string, string>> = { urban: '140105', county: '140121' };

/** The rules and the amount of TQ12 on facts that say what the case says and nothing else against the member. */
export const evaluateRentWithdrawal: Evaluator = (input) => {
  const decision = decide({
    item: rentWithdrawal.code,
    rules: rentWithdrawal.rules,
    facts: factsOf(input),
    parameters: retaining(parametersOn(day), input),
    input: {},
    lawDay: day,
    today: day,
    amount: rentWithdrawal.amount,
  });
  return decision.outcome === 'approved'
    ? { outcome: decision.outcome, amount: decision.amount }
    : { outcome: decision.outcome, reason: decision.headline };
};

function factsOf(input: CaseInput): ReadonlyMap<string, Fact> {
  const owned = input.flag('ownsHome') ? 1 : 0;
  const values: Readonly<Record<string, Json>> = {
    'person.identity': { match: true, alive: true, minorChildren: input.integer('children') },
    'household.marriage': { status: 'single', spouse: null },
    'household.homes': { member: owned, spouse: null },
    'member.account': { state: '01', unitState: '01', district: districts[input.text('area')] ?? '' },
    'account.engagement': { engaged: false, item: null },
    'person.restrictions': [],
    'person.owedBack': [],
    'loan.standing': { overdue: false, borrowing: false, guaranteeing: false },
    'loan.ownStanding': { overdue: false, borrowing: false, guaranteeing: false },
    'contribution.monthsInARow': input.integer('continuousMonths'),
    'household.rentTaken': { taken: yuan(input.money('householdUsedThisYear')), potId: null },
    'member.balance': { posted: yuan(input.money('balance')), held: '0.00' },
    'member.card': { cardId: 'golden', bank: '104' },
  };
  return knownFacts(values, day);
}
