import { randomUUID } from 'node:crypto';
import { type INestApplicationContext } from '@nestjs/common';
import type { ConfirmedList } from '../../../bench/seed-lists';
import { taiyuan } from '../../../scripts/set-up-centre';
import { fen } from '../../../src/kernel/money';
import { BookReceipt } from '../../../src/modules/settlement/app/book-receipt';
import { TakeReceipts } from '../../../src/modules/settlement/app/take-receipts';
import type { AccountChange } from '../../../src/modules/settlement/domain/account-change';
import type { BankNotice } from '../../../src/modules/settlement/domain/bank-line';
import { BankAccountStore } from '../../../src/modules/settlement/store/bank-account-store';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work';

export const TODAY = '2026-11-21';
/** As many as TakeReceipts has lanes: while they are held, what comes waits and is taken together. */
const LANES = 3;
const [collection] = taiyuan.bankAccounts;
const { bankCode, accountNo } = collection!;

/** Money for a list, whole and with its number, unless `change` says otherwise. */
export const changeOf = (list: ConfirmedList, change: Partial<AccountChange> = {}): AccountChange => ({
  accountNo,
  bankSerial: randomUUID(),
  direction: 'in',
  amountFen: fen(list.totalFen),
  valueDate: TODAY,
  counterparty: { name: '某单位(虚构)', accountNo: '1' },
  remark: `公积金 ${list.paymentNo}`,
  summary: '',
  reversal: false,
  reference: null,
  ...change,
});

function noticeOf(change: AccountChange): BankNotice {
  return {
    bankCode,
    txCode: 'BDC110',
    seqNo: change.bankSerial,
    text: '{}',
    tells: { what: 'change', change },
  };
}

/** Receipts that stand at the door of a running service. */
export class DoorOfReceipts {
  constructor(private readonly app: INestApplicationContext) {}

  bookAlone(change: AccountChange): Promise<void> {
    return this.app.get(UnitOfWork).run(taiyuan.id, async (tx) => {
      const account = await this.app
        .get(BankAccountStore, { strict: false })
        .byNumber(tx, bankCode, change.accountNo);
      await this.app.get(BookReceipt, { strict: false }).book(tx, account!, change);
    });
  }

  /** Tells all of them while the lanes are held, so that they are taken at once; how each was taken. */
  async toldAtOnce(
    changes: readonly AccountChange[],
    alone: (change: AccountChange) => Promise<void> = (change) => this.bookAlone(change),
  ): Promise<('together' | 'alone')[]> {
    const receipts = this.app.get(TakeReceipts, { strict: false });
    let release = (): void => undefined;
    const held = new Promise<string>((resolve) => (release = () => resolve('held')));
    const holders = Array.from({ length: LANES }, () => {
      const change = changeOf({ paymentNo: '', totalFen: 1n });
      return receipts.take(noticeOf(change), change, '', () => held);
    });
    const taken = changes.map((change) =>
      receipts.take<'together' | 'alone'>(noticeOf(change), change, 'together', async () => {
        await alone(change);
        return 'alone';
      }),
    );
    release();
    await Promise.all(holders);
    return Promise.all(taken);
  }
}
