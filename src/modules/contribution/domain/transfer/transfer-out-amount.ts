import { parseYuan, plus, yuan } from '../../../../kernel/money';
import type { AmountReader, DecidedAmount } from '../../../policy';
import type { TermsFact } from './transfer-facts';

/** Principal and interest to the day before (handbook 3.8, 3.9); nothing remains. */
export function transferOutAmount(reader: AmountReader): DecidedAmount {
  const { principal, interest, valueDate } = reader.fact<TermsFact>('member.closing');
  return {
    granted: yuan(plus(parseYuan(principal), parseYuan(interest))),
    trace: [
      { label: { zh: '账户余额（本金）', en: 'balance of the account (principal)' }, value: principal },
      {
        label: { zh: '利息（计至转出前一日）', en: 'interest, to the day before it leaves' },
        value: interest,
      },
      { label: { zh: '转出起息日', en: 'value date of the transfer' }, value: valueDate },
    ],
  };
}
