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
  /** Lists grow: an account opened by another process is paid from after the next start. */
  private readonly lists = new Map<string, readonly BankAccount[]>();

  async insert(tx: Tx, account: NewBankAccount): Promise<string> {
    this.lists.clear();
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

  /** Every account of that purpose, the oldest first. */
  async ofPurpose(tx: Tx, purpose: AccountPurpose): Promise<readonly BankAccount[]> {
    const key = `${tx.centreId} ${purpose}`;
    const known = this.lists.get(key);
    if (known !== undefined) return known;
    const rows = await tx.query<BankAccount>(
      `SELECT ${columns} FROM bank_account WHERE centre_id = $1 AND purpose = $2 ORDER BY id`,
      [tx.centreId, purpose],
    );
    if (rows.length > 0) this.lists.set(key, rows);
    return rows;
  }

  /** The account that received a receipt, alone. */
  ofReceipt(tx: Tx, receiptId: string): Promise<readonly BankAccount[]> {
    return tx.query<BankAccount>(
      `SELECT ${columns} FROM bank_account
        WHERE centre_id = $1 AND id = (SELECT bank_account_id FROM receipt WHERE centre_id = $1 AND id = $2)`,
      [tx.centreId, receiptId],
    );
  }

  async byNumber(tx: Tx, bankCode: string, accountNo: string): Promise<BankAccount | null> {
    const key = `${tx.centreId} ${bankCode} ${accountNo}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const [row] = await tx.query<BankAccount>(
      `SELECT ${columns} FROM bank_account WHERE centre_id = $1 AND bank_code = $2 AND account_no = $3`,
      [tx.centreId, bankCode, accountNo],
    );
    if (row !== undefined) this.known.set(key, row);
    return row ?? null;
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
