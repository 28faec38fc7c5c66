import { fen, yuan } from '../../src/kernel/money';
import { interestOf } from '../../src/modules/ledger/domain/interest';
import { InterestRateTable } from '../../src/modules/ledger/domain/interest-rate-table';
import type { Evaluator } from './evaluator';

export const evaluateInterest: Evaluator = (input) => {
  const result = interestOf({
    opening: input.money('opening'),
    movements: input.list('movements').map((row) => ({ on: row.day('on'), amount: row.money('amount') })),
    from: input.day('from'),
    lastDay: input.day('lastDay'),
    rates: new InterestRateTable(
      input.list('rates').map((row) => ({ from: row.day('from'), annual: row.rate('annual') })),
    ),
  });
  return {
    // fen · days, written in yuan · days
    accumulation: yuan(fen(result.accumulation)),
    interest: yuan(result.interest),
    principal: yuan(result.principal),
    after: yuan(result.after),
  };
};
