import { type Fen, fen, maxFen, minus, parseYuan } from '../../../kernel/money';
import type { FactReader, ParameterSet } from '../../policy';
import type { BalanceFact } from './fact-values';

const zero = fen(0n);

/** What the account can give: balance less what is held and what must remain; zero at the least. */
export function available(reader: FactReader & { readonly parameters: ParameterSet }): Fen {
  const { posted, held } = reader.fact<BalanceFact>('member.balance');
  const remaining = minus(
    minus(parseYuan(posted), parseYuan(held)),
    reader.parameters.money('withdrawal.minRetain'),
  );
  return maxFen(zero, remaining);
}

/** The optional amount of the application. */
export function askedAmount(input: unknown): Fen | null {
  const { amount } = input as { amount?: string };
  return amount === undefined ? null : parseYuan(amount);
}
