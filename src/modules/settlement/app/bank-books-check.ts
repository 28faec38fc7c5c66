import { Injectable } from '@nestjs/common';
import { request } from 'undici';
import { AppConfig } from '../../../platform/config';
import { Sealer } from '../../../platform/crypto/sealer';
import type { Tx } from '../../../platform/database/tx';
import {
  type BankLine,
  compareWithBank,
  type Difference,
  type OurCollection,
  type OurInstruction,
  type OurReceipt,
} from '../domain/compare-with-bank';
import { BankLines } from '../wire/bank-lines';

/** What of ours is at which bank. */
interface OurSide {
  readonly accounts: readonly Of<{ accountNo: string }>[];
  readonly instructions: readonly Of<OurInstruction>[];
  readonly receipts: readonly Of<OurReceipt>[];
  readonly collections: readonly Of<OurCollection>[];
}
type Of<T> = T & { readonly bankCode: string };

/** I7: our instructions and receipts against the simulated banks' own books, fetched over their control interface. */
@Injectable()
export class BankBooksCheck {
  constructor(
    private readonly config: AppConfig,
    private readonly sealer: Sealer,
    private readonly banks: BankLines,
  ) {}

  /**
   * Reads the books of each bank and gives what finds the differences; null, nobody looked, when no simulated bank is
   * configured. The banks are read first: what they book afterwards cannot be missing there. Part of the proof only.
   */
  async fetch(): Promise<((tx: Tx) => Promise<Of<Difference>[]>) | null> {
    const base = this.config.simulatorsControlUrl;
    if (base === null) return null;
    const books = new Map<string, readonly BankLine[]>();
    for (const code of this.banks.codes) books.set(code, await this.linesOf(base, code));
    return (tx) => this.differences(tx, books);
  }

  private async differences(
    tx: Tx,
    books: ReadonlyMap<string, readonly BankLine[]>,
  ): Promise<Of<Difference>[]> {
    const ours: OurSide = {
      accounts: await this.accounts(tx),
      instructions: await this.instructions(tx),
      receipts: await this.receipts(tx),
      collections: await this.collections(tx),
    };
    return [...books].flatMap(([bankCode, lines]) => this.differencesAt(bankCode, lines, ours));
  }

  private differencesAt(bankCode: string, lines: readonly BankLine[], ours: OurSide): Of<Difference>[] {
    const here = <T>(all: readonly Of<T>[]): Of<T>[] => all.filter((one) => one.bankCode === bankCode);
    const mine = new Set(here(ours.accounts).map(({ accountNo }) => accountNo));
    const found = compareWithBank(
      {
        instructions: here(ours.instructions),
        receipts: here(ours.receipts),
        collections: here(ours.collections),
      },
      lines.filter(({ account }) => account !== undefined && mine.has(account)),
    );
    return found.map((difference) => ({ bankCode, ...difference }));
  }

  private async linesOf(base: string, code: string): Promise<BankLine[]> {
    const { statusCode, body } = await request(`${base}/control/bank/${code}/books`);
    const answer = (await body.json()) as { lines: BankLine[] };
    if (statusCode !== 200)
      throw new Error(`the simulated bank ${code} answered ${statusCode} when asked for its books`);
    return answer.lines;
  }

  private accounts(tx: Tx): Promise<Of<{ accountNo: string }>[]> {
    return tx.query(
      `SELECT account_no AS "accountNo", bank_code AS "bankCode" FROM bank_account WHERE centre_id = $1`,
      [tx.centreId],
    );
  }

  /** All with their cards in one statement; each card is opened once. */
  private async instructions(tx: Tx): Promise<Of<OurInstruction>[]> {
    const rows = await tx.query<
      Of<Omit<OurInstruction, 'payeeAccount'>> & {
        payeeId: string;
        card: Buffer | null;
        payer: Buffer | null;
        centre: string | null;
      }
    >(
      `SELECT i.reference, i.state, i.amount_fen AS "amountFen", i.bank_serial AS "bankSerial",
              a.account_no AS account, a.bank_code AS "bankCode",
              coalesce(i.payee_card_id, i.payee_receipt_id, i.payee_account_id, i.payee_bank_account_id) AS "payeeId", c.card_sealed AS card, r.payer,
              coalesce(p.account_no, o.account_no) AS centre
         FROM instruction AS i JOIN bank_account AS a ON a.centre_id = i.centre_id AND a.id = i.bank_account_id
         LEFT JOIN payout_card AS c ON c.centre_id = i.centre_id AND c.id = i.payee_card_id
         LEFT JOIN receipt AS r ON r.centre_id = i.centre_id AND r.id = i.payee_receipt_id
         LEFT JOIN payee_account AS p ON p.centre_id = i.centre_id AND p.id = i.payee_account_id
         LEFT JOIN bank_account AS o ON o.centre_id = i.centre_id AND o.id = i.payee_bank_account_id
        WHERE i.centre_id = $1`,
      [tx.centreId],
    );
    const opened = new Map<string, string>();
    return rows.map(({ payeeId, card, payer, centre, ...row }) => {
      const payeeAccount = opened.get(payeeId) ?? centre ?? this.accountOf(card, payer);
      opened.set(payeeId, payeeAccount);
      return { ...row, payeeAccount };
    });
  }

  private async collections(tx: Tx): Promise<Of<OurCollection>[]> {
    const rows = await tx.query<
      Of<Omit<OurCollection, 'payerAccount'>> & { card: Buffer | null; payer: Buffer | null }
    >(
      `SELECT c.reference, c.state, c.collected_fen AS "collectedFen", c.bank_serial AS "bankSerial",
              a.account_no AS account, a.bank_code AS "bankCode", p.card_sealed AS card, c.payer
         FROM collection AS c JOIN bank_account AS a ON a.centre_id = c.centre_id AND a.id = c.bank_account_id
         LEFT JOIN payout_card AS p ON p.centre_id = c.centre_id AND p.id = c.payer_card_id
        WHERE c.centre_id = $1`,
      [tx.centreId],
    );
    return rows.map(({ card, payer, ...row }) => ({ ...row, payerAccount: this.accountOf(card, payer) }));
  }

  private accountOf(card: Buffer | null, payer: Buffer | null): string {
    if (card !== null) return this.sealer.open(card);
    return payer === null ? '' : (JSON.parse(this.sealer.open(payer)) as { accountNo: string }).accountNo;
  }

  private receipts(tx: Tx): Promise<Of<OurReceipt>[]> {
    return tx.query(
      `SELECT r.bank_serial AS "bankSerial", r.amount_fen AS "amountFen",
              a.account_no AS account, a.bank_code AS "bankCode"
         FROM receipt AS r JOIN bank_account AS a ON a.centre_id = r.centre_id AND a.id = r.bank_account_id
        WHERE r.centre_id = $1 AND r.part_of IS NULL`,
      [tx.centreId],
    );
  }
}
