import { Injectable } from '@nestjs/common';
import { newId } from '../../../kernel/identifiers/uuid';
import type { Tx } from '../../../platform/database/tx';
import type { AccountPurpose } from '../domain/purposes';

export interface NewBankAccount {
  /** First three digits of the bank's clearing number, e.g. 104. */
  readonly bankCode: string;
  readonly accountNo: string;
  readonly name: string;
  readonly purpose: AccountPurpose;
  /** Its leaf of 101 or 102 in the ledger, one to one. */
  readonly leafAccountId: bigint;
}

export type BankAccount = NewBankAccount & { readonly id: string };

const columns = `id, bank_code AS "bankCode", account_no AS "accountNo", name, purpose, leaf_account_id AS "leafAccountId"`;

/** The centre's own bank accounts. */
@Injectable()
export class BankAccountStore {
  /** Accounts never change (the table is append-only), so one look each is enough for a process. */
  private readonly known = new Map<string, BankAccount>();

  async insert(tx: Tx, account: NewBankAccount): Promise<string> {
    const id = newId();
    await tx.execute('INSERT INTO bank_account VALUES ($1, $2, $3, $4, $5, $6, $7)', [
      tx.centreId,
      id,
      account.bankCode,
      account.accountNo,
      account.name,
      account.purpose,
      account.leafAccountId,
    ]);
    return id;
  }

  /** The account payments of that purpose leave from: the oldest of the bank. Throws when the centre has none. */
  async payingAccount(tx: Tx, purpose: AccountPurpose, bankCode: string): Promise<BankAccount> {
    const account = await this.remembered(`${tx.centreId} pays ${purpose} ${bankCode}`, async () => {
      const [row] = await tx.query<BankAccount>(
        `SELECT ${columns} FROM bank_account WHERE centre_id = $1 AND purpose = $2 AND bank_code = $3 ORDER BY id LIMIT 1`,
        [tx.centreId, purpose, bankCode],
      );
      return row;
    });
    if (account === null) throw new Error(`the centre has no ${purpose} account at bank ${bankCode}`);
    return account;
  }

  byNumber(tx: Tx, bankCode: string, accountNo: string): Promise<BankAccount | null> {
    return this.remembered(`${tx.centreId} has ${bankCode} ${accountNo}`, async () => {
      const [row] = await tx.query<BankAccount>(
        `SELECT ${columns} FROM bank_account WHERE centre_id = $1 AND bank_code = $2 AND account_no = $3`,
        [tx.centreId, bankCode, accountNo],
      );
      return row;
    });
  }

  private async remembered(
    key: string,
    look: () => Promise<BankAccount | undefined>,
  ): Promise<BankAccount | null> {
    const account = this.known.get(key) ?? (await look());
    if (account) this.known.set(key, account);
    return account ?? null;
  }

  async byId(tx: Tx, id: string): Promise<BankAccount> {
    const [row] = await tx.query<BankAccount>(
      `SELECT ${columns} FROM bank_account WHERE centre_id = $1 AND id = $2`,
      [tx.centreId, id],
    );
    if (row === undefined) throw new Error(`the centre has no bank account ${id}`);
    return row;
  }
}
