import { fen, parseYuan } from '../../../../kernel/money';
import type { BalanceAnswer } from '../../domain/account-balance';
import type { BankBody } from './bank-message';

/** Reads the answer to BDC123; `drift` when it is not in the agreed form, `other-person` when it is of another account. */
export function readBalance(body: BankBody, accountNo: string): BalanceAnswer {
  const { TxStatus, RtnCode, AcctNo, Balance = '' } = body;
  if (AcctNo !== accountNo) return { state: 'unknown', reason: 'other-person', detail: 'balance' };
  if (TxStatus !== '0' || RtnCode !== 'OK' || !/^-?\d{1,13}\.\d{2}$/.test(Balance))
    return { state: 'unknown', reason: 'drift', detail: 'balance' };
  const overdrawn = Balance.startsWith('-');
  const amount = parseYuan(overdrawn ? Balance.slice(1) : Balance);
  return { state: 'known', balanceFen: fen(overdrawn ? -amount : amount) };
}
