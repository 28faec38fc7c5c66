import { checkRemittanceMonth } from '../../src/modules/contribution/domain/remittance/remittance-month';
import type { Evaluator } from './evaluator';

export const evaluateRemittanceMonth: Evaluator = (input) => ({
  ...checkRemittanceMonth(input.month('paidThrough'), input.month('month')),
});
