import { checkBankCard } from '../../src/kernel/identifiers/bank-card';
import { checkCreditCode } from '../../src/kernel/identifiers/credit-code';
import { checkResidentId } from '../../src/kernel/identifiers/resident-id';
import type { Evaluator } from './evaluator';

export const evaluateResidentId: Evaluator = (input) => ({ ...checkResidentId(input.text('id')) });

export const evaluateCreditCode: Evaluator = (input) => ({ ...checkCreditCode(input.text('code')) });

export const evaluateBankCard: Evaluator = (input) => ({ ...checkBankCard(input.text('number')) });
