import type { Fact } from '../../src/kernel/fact';
import { yuan } from '../../src/kernel/money';
import { decide, parametersOn } from '../../src/modules/policy';
import { purchaseWithdrawal } from '../../src/modules/withdrawal/domain/items/purchase-withdrawal';
import type { CaseInput } from './case-input';
import type { Evaluator } from './evaluator';
import { knownFacts, retaining } from './golden-facts';

/** The rules and the amount of TQ01 on facts that say what the case says and nothing else against the member. */
export const evaluatePurchaseWithdrawal: Evaluator = (input) => {
  const day = input.day('appliedOn');
  const decision = decide({
    item: purchaseWithdrawal.code,
    rules: purchaseWithdrawal.rules,
    facts: factsOf(input, day),
    parameters: retaining(parametersOn(day), input),
    input: {},
    lawDay: day,
    today: day,
    amount: purchaseWithdrawal.amount,
  });
  return decision.outcome === 'approved'
    ? { outcome: decision.outcome, amount: decision.amount }
    : { outcome: decision.outcome, reason: decision.headline };
};

function factsOf(input: CaseInput, day: string): ReadonlyMap<string, Fact> {
  const contract = {
    contractNo: 'golden',
    unitKey: 'golden',
    price: yuan(input.money('price')),
    filedOn: input.day('contractFiledOn'),
    cancelled: false,
    loan: yuan(input.money('loan')),
  };
  const taken = yuan(input.money('householdTaken'));
  return knownFacts(
    {
      'person.identity': { match: true, alive: true, minorChildren: 0 },
      'household.marriage': { status: 'single', spouse: null },
      'purchase.contract': { contract, filed: 1 },
      'member.account': { state: '01', unitState: '01', district: '140105' },
      'account.engagement': { engaged: false, item: null },
      'person.restrictions': [],
      'person.owedBack': [],
      'loan.standing': { overdue: false, borrowing: false, guaranteeing: false },
      'loan.ownStanding': { overdue: false, borrowing: false, guaranteeing: false },
      'loan.homes': [],
      'purchase.home': { potId: 'golden', taken, ownDraw: false, soldBefore: null },
      'member.balance': { posted: yuan(input.money('balance')), held: '0.00' },
      'member.card': { cardId: 'golden', bank: '104' },
    },
    day,
  );
}
