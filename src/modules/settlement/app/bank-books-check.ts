import { Injectable } from '@nestjs/common';
import { request } from 'undici';
import { AppConfig } from '../../../platform/config';
import { Sealer } from '../../../platform/crypto/sealer';
import type { Tx } from '../../../platform/database/tx';
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
    private readonly sealer: Sealer,
  ) {}

  /**
   * Reads the bank's books and gives what finds the differences; there are none when no simulated bank is configured.
   * The bank is read first: what it books afterwards cannot be missing there. Part of the proof only.
   */
  async fetch(): Promise<(tx: Tx) => Promise<Difference[]>> {
    const base = this.config.simulatorsControlUrl;
    if (base === null) return () => Promise.resolve([]);
    const lines = await this.bankLines(base);
    return (tx) => this.differences(tx, lines);
  }

  private async differences(tx: Tx, lines: readonly BankLine[]): Promise<Difference[]> {
    const accounts = await tx.query<{ accountNo: string }>(
      'SELECT account_no AS "accountNo" FROM bank_account WHERE centre_id = $1',
      [tx.centreId],
    );
    const mine = new Set(accounts.map(({ accountNo }) => accountNo));
    return compareWithBank(
      { instructions: await this.instructions(tx), receipts: await this.receipts(tx) },
      lines.filter(({ account }) => account !== undefined && mine.has(account)),
    );
  }

  private async bankLines(base: string): Promise<BankLine[]> {
    const { statusCode, body } = await request(`${base}/control/bank/books`);
    const answer = (await body.json()) as { lines: BankLine[] };
    if (statusCode !== 200)
      throw new Error(`the simulated bank answered ${statusCode} when asked for its books`);
    return answer.lines;
  }

  /** All with their cards in one statement; each card is opened once. */
  private async instructions(tx: Tx): Promise<OurInstruction[]> {
    const rows = await tx.query<
      Omit<OurInstruction, 'payeeAccount'> & { cardId: string; card: Buffer | null }
    >(
      `SELECT i.reference, i.state, i.amount_fen AS "amountFen", i.bank_serial AS "bankSerial",
              i.payee_card_id AS "cardId", c.card_sealed AS card
         FROM instruction AS i LEFT JOIN payout_card AS c ON c.centre_id = i.centre_id AND c.id = i.payee_card_id
        WHERE i.centre_id = $1`,
      [tx.centreId],
    );
    const opened = new Map<string, string>();
    return rows.map(({ cardId, card, ...row }) => {
      const payeeAccount = opened.get(cardId) ?? (card === null ? '' : this.sealer.open(card));
      opened.set(cardId, payeeAccount);
      return { ...row, payeeAccount };
    });
  }

  private receipts(tx: Tx): Promise<OurReceipt[]> {
    return tx.query<OurReceipt>(
      'SELECT bank_serial AS "bankSerial", amount_fen AS "amountFen" FROM receipt WHERE centre_id = $1',
      [tx.centreId],
    );
  }
}
