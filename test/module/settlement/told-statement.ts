import { randomUUID } from 'node:crypto';
import type { Day } from '../../../src/kernel/calendar';
import { fen } from '../../../src/kernel/money';
import type { AccountChange } from '../../../src/modules/settlement/domain/account-change';
import { BankEvidence } from '../../../src/modules/settlement/store/bank-evidence';
import { StatementLineStore } from '../../../src/modules/settlement/store/statement-line-store';
import { Clock } from '../../../src/platform/clock';
import type { Tx } from '../../../src/platform/database/tx';

type Get = <T>(part: abstract new (...args: never[]) => T) => T;

/**
 * Stores what a bank has told of a day of an account, as its answer is stored: due to be compared. Lines say of
 * themselves what matters; returns the id of the statement.
 */
export async function tellStatement(
  tx: Tx,
  get: Get,
  of: { readonly bankCode: string; readonly accountNo: string; readonly day: Day },
  lines: readonly Partial<AccountChange>[],
): Promise<string> {
  const { bankCode, accountNo, day } = of;
  const now = get(Clock).now();
  const call = {
    bankCode,
    txCode: 'BDC113',
    seqNo: randomUUID(),
    askedAt: now,
    answeredAt: now,
    ms: 1,
    status: 200,
    outcome: 'answered',
    attempts: 1,
    request: 'asked',
    response: 'told',
  } as const;
  const exchangeId = await get(BankEvidence).storeCall(tx, call, {
    instructionId: null,
    reference: accountNo,
  });
  const [{ id } = { id: '' }] = await tx.query<{ id: string }>(
    `INSERT INTO bank_statement (centre_id, id, bank_account_id, day, lines, answered_at, due_at)
     SELECT $1, gen_random_uuid(), a.id, $4::date, $5, $6, $6 FROM bank_account AS a
      WHERE a.centre_id = $1 AND a.bank_code = $2 AND a.account_no = $3
     ON CONFLICT (centre_id, bank_account_id, day) DO UPDATE SET lines = $5, answered_at = $6, due_at = $6 RETURNING id`,
    [tx.centreId, bankCode, accountNo, day, lines.length, now],
  );
  const plain: AccountChange = {
    accountNo,
    bankSerial: '',
    direction: 'in',
    amountFen: fen(1n),
    valueDate: day,
    counterparty: { name: '某单位(虚构)', accountNo: '9001' },
    remark: '',
    summary: '',
    reversal: false,
    reference: null,
  };
  const told = lines.map((line) => ({ exchangeId, change: { ...plain, bankSerial: randomUUID(), ...line } }));
  await get(StatementLineStore).insert(tx, id, told);
  return id;
}
