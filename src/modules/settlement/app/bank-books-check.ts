import { Injectable } from '@nestjs/common';
import { request } from 'undici';
import { AppConfig } from '../../../platform/config';
import type { Tx } from '../../../platform/database/tx';
import { Parties } from '../../party';
import {
  type BankLine,
  compareWithBank,
  type Difference,
  type OurInstruction,
  type OurReceipt,
} from '../domain/compare-with-bank';

/** I7: our instructions and receipts against the simulated bank's own books, fetched over its control interface. */
@Injectable()
export class BankBooksCheck {
  constructor(
    private readonly config: AppConfig,
    private readonly parties: Parties,
  ) {}

  /** The differences; none when no simulated bank is configured. Part of the proof only: it calls the bank. */
  async differences(tx: Tx): Promise<Difference[]> {
    const base = this.config.simulatorsControlUrl;
    if (base === null) return [];
    const accounts = await tx.query<{ accountNo: string }>(
      'SELECT account_no AS "accountNo" FROM bank_account WHERE centre_id = $1',
      [tx.centreId],
    );
    // The bank is read first: what it books afterwards cannot be missing there.
    const mine = new Set(accounts.map(({ accountNo }) => accountNo));
    const lines = (await this.bankLines(base)).filter(
      ({ account }) => account !== undefined && mine.has(account),
    );
    return compareWithBank(
      { instructions: await this.instructions(tx), receipts: await this.receipts(tx) },
      lines,
    );
  }

  private async bankLines(base: string): Promise<BankLine[]> {
    const { statusCode, body } = await request(`${base}/control/bank/books`);
    const answer = (await body.json()) as { lines: BankLine[] };
    if (statusCode !== 200)
      throw new Error(`the simulated bank answered ${statusCode} when asked for its books`);
    return answer.lines;
  }

  private async instructions(tx: Tx): Promise<OurInstruction[]> {
    const rows = await tx.query<Omit<OurInstruction, 'payeeAccount'> & { payeeCardId: string }>(
      `SELECT reference, state, amount_fen AS "amountFen", bank_serial AS "bankSerial", payee_card_id AS "payeeCardId"
         FROM instruction WHERE centre_id = $1`,
      [tx.centreId],
    );
    const cards = new Map<string, string>();
    for (const { payeeCardId } of rows) {
      if (cards.has(payeeCardId)) continue;
      cards.set(payeeCardId, (await this.parties.cardForPayment(tx, payeeCardId)).cardNo);
    }
    return rows.map(({ payeeCardId, ...row }) => ({ ...row, payeeAccount: cards.get(payeeCardId) ?? '' }));
  }

  private receipts(tx: Tx): Promise<OurReceipt[]> {
    return tx.query<OurReceipt>(
      'SELECT bank_serial AS "bankSerial", amount_fen AS "amountFen" FROM receipt WHERE centre_id = $1',
      [tx.centreId],
    );
  }
}
