import { fen, parseYuan, sumFen, type Fen } from '../../kernel/money';
import type { BankBooks } from './bank-books';
import type { PaymentLine } from './book-line';
import type { NoticePusher } from './notice-pusher';

/** A sum that an organisation of this world pays to an account at one of the banks. */
export interface SumPaid {
  readonly toAccount: string;
  /** Yuan. */
  readonly amount: string;
  readonly payerName: string;
  readonly payerAccount: string;
  readonly summary: string;
  /** What it must not be paid twice for. */
  readonly once: string;
}

/** What other parties of this world may do with money at the banks. */
export interface BankMoney {
  /** Pays into an account that some bank holds, once; false when no bank holds it. */
  pay(sum: SumPaid): Promise<boolean>;
  /** All that was paid to an account with those words in its summary. */
  paidTo(account: string, words: string): Fen;
}

interface Member {
  readonly bankCode: string;
  readonly books: BankBooks;
  readonly pusher: NoticePusher;
}

/** Between the banks, and between accounts of one: what is paid to an organisation's account arrives on it, once. */
export class Clearing implements BankMoney {
  private readonly members: Member[] = [];
  private readonly underWay = new Set<Promise<unknown>>();

  join(bankCode: string, books: BankBooks, pusher: NoticePusher): void {
    this.members.push({ bankCode, books, pusher });
  }

  /** Whether the payee banks with an organisation of this world decides whether anything arrives. */
  credit(bankCode: string, line: PaymentLine): void {
    const { payeeAccount: toAccount, amount, account: payerAccount, summary, reference } = line;
    const once = `${bankCode} ${reference}`;
    const work = this.pay({
      toAccount,
      amount,
      payerName: '住房公积金管理中心',
      payerAccount,
      summary,
      once,
    });
    const tracked = work.finally(() => this.underWay.delete(tracked));
    this.underWay.add(tracked);
  }

  /** Credits what was paid and had not arrived when the process ended. */
  resume(): void {
    for (const { bankCode, books } of this.members)
      for (const line of books.all()) if (line.kind === 'payment') this.credit(bankCode, line);
  }

  async settled(): Promise<void> {
    await Promise.all(this.underWay);
  }

  async pay({ toAccount: account, ...sum }: SumPaid): Promise<boolean> {
    const holder = this.members.find(({ books }) => books.holds(account));
    if (holder === undefined) return false;
    const line = await holder.books.depositOnce({ account, remark: '', ...sum });
    if (line !== null) holder.pusher.pushLine(line);
    return true;
  }

  paidTo(account: string, words: string): Fen {
    const lines = this.members.flatMap(({ books }) => books.all());
    return sumFen(
      lines.flatMap((line) =>
        line.kind === 'payment' && line.payeeAccount === account && line.summary.includes(words)
          ? [fen(parseYuan(line.amount))]
          : [],
      ),
    );
  }
}
