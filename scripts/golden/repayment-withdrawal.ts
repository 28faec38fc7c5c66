import { yuan } from '../../src/kernel/money';
import { parametersOn } from '../../src/modules/policy';
import { repaymentRoom } from '../../src/modules/withdrawal/domain/repayment-room';
import type { Evaluator } from './evaluator';

export const evaluateRepaymentWithdrawal: Evaluator = (input) => {
  const appliedOn = input.day('appliedOn');
  const room = repaymentRoom({
    balance: input.money('balance'),
    minimumRetained: input.money('minimumRetained'),
    repaid: input.money('repaidLast12Months'),
    lastWithdrawnOn: input.dayOrNull('lastWithdrawnOn'),
    appliedOn,
    intervalMonths: parametersOn(appliedOn).integer('withdrawal.repay.intervalMonths'),
  });
  return room.outcome === 'approved' ? { outcome: room.outcome, amount: yuan(room.amount) } : { ...room };
};
