import { type Fen, parseYuan, plus, yuan } from '../../../kernel/money';
import type { AmountReader, DecidedAmount, FactReader } from '../../policy';
import type { ClosingFact } from './fact-values';

/** Principal and interest of a closing, and what is held on the account for others. */
export function closingOf(reader: FactReader): {
  readonly principal: Fen;
  readonly interest: Fen;
  readonly held: Fen;
} {
  const { principal, interest, held } = reader.fact<ClosingFact>('member.closing');
  return { principal: parseYuan(principal), interest: parseYuan(interest), held: parseYuan(held) };
}

/** The whole balance with interest to the day before the value date; nothing remains (handbook 3.9, 4.1). */
export function closingAmount(reader: AmountReader): DecidedAmount {
  const { principal, interest } = closingOf(reader);
  const { valueDate } = reader.fact<ClosingFact>('member.closing');
  return {
    granted: yuan(plus(principal, interest)),
    trace: [
      { label: { zh: '账户余额（本金）', en: 'balance of the account (principal)' }, value: yuan(principal) },
      {
        label: { zh: '利息（计至起息日前一日）', en: 'interest, to the day before the value date' },
        value: yuan(interest),
      },
      { label: { zh: '销户起息日', en: 'value date of the closing' }, value: valueDate },
    ],
  };
}
