import { Injectable } from '@nestjs/common';
import { newId } from '../../../kernel/identifiers/uuid';
import type { Tx } from '../../../platform/database/tx';
import type { AccountPurpose } from '../domain/purposes';
import { isGivenUp } from './account-closing-store';

/** For so long a process may pay from an account that another has given up: what it sends is waited for. */
const LOOK_AGAIN_MS = 10_000;

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
  /** Lists change as accounts are opened and given up, by another process too: each is looked up now and then. */
  private readonly lists = new Map<
    string,
    { readonly rows: readonly BankAccount[]; readonly until: number }
  >();

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

  /** Has the lists looked up anew: an account was given up. */
  forget(): void {
    this.lists.clear();
  }

  /** Every account of that purpose that is not given up, the oldest first. */
  async ofPurpose(tx: Tx, purpose: AccountPurpose): Promise<readonly BankAccount[]> {
    const key = `${tx.centreId} ${purpose}`;
    const known = this.lists.get(key);
    if (known !== undefined && known.until > performance.now()) return known.rows;
    const rows = await tx.query<BankAccount>(
      `SELECT ${columns} FROM bank_account AS a WHERE a.centre_id = $1 AND a.purpose = $2 AND NOT ${isGivenUp} ORDER BY a.id`,
      [tx.centreId, purpose],
    );
    if (rows.length > 0) this.lists.set(key, { rows, until: performance.now() + LOOK_AGAIN_MS });
    return rows;
  }

  /** The account that received a receipt, alone; of one that was given up since the one that took its place. */
  ofReceipt(tx: Tx, receiptId: string): Promise<readonly BankAccount[]> {
    return tx.query<BankAccount>(
      `WITH RECURSIVE place AS (
         SELECT bank_account_id AS id FROM receipt WHERE centre_id = $1 AND id = $2
         UNION ALL
         SELECT z.into_account_id FROM place AS p JOIN bank_account_closing AS z
             ON z.centre_id = $1 AND z.bank_account_id = p.id AND z.agreed)
       SELECT ${columns} FROM bank_account AS a JOIN place AS p USING (id) WHERE a.centre_id = $1 AND NOT ${isGivenUp}`,
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
