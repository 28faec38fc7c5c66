import { fen } from '../../../../kernel/money';
import type { BalanceAnswer } from '../../domain/account-balance';
import type { Fields } from './packet';

/** Reads the answer to BDC123; `drift` when it is not in the agreed form, `other-person` when it is of another account. */
export function readBalance(body: Fields, accountNo: string): BalanceAnswer {
  const { code, account, balance_fen = '' } = body;
  if (account !== accountNo) return { state: 'unknown', reason: 'other-person', detail: 'balance' };
  if (code !== '0000' || !/^(0|-?[1-9]\d{0,14})$/.test(balance_fen))
    return { state: 'unknown', reason: 'drift', detail: 'balance' };
  return { state: 'known', balanceFen: fen(BigInt(balance_fen)) };
}
