import { fen, minus, parseYuan, plus, yuan } from '../../kernel/money';
import type { BankMoney } from '../bank/clearing';
import type { LetterMessage } from './letter-exchange';

type Body = LetterMessage['body'];

/** How a city may behave; each is the behaviour of its whole next letter. */
export const CITY_MOODS = [
  'refuses', // BDC905 with TranRstCode 1 and a text
  'slow', // everything as it should be, after delayMs
  'other-amount', // 100 yuan less than told; the rest follows when it is told of the difference
  'other-amount-for-good', // 100 yuan less than told, and never mends it
  'twice', // money and messages twice
  'silent', // never answers
  'silent-after-accepting',
  'disputes', // as the centre that asked: says once that the amount differs, then agrees
] as const;

/** An account that a member has with the city. Amounts in yuan. */
export interface CityAccount {
  readonly idNo: string;
  readonly name: string;
  readonly principal: string;
  readonly interest: string;
  /** 'YYYYMMDD', 'YYYYMM'. */
  readonly openedOn: string;
  readonly paidTo: string;
  readonly sixMonths: boolean;
  readonly loans: number;
  readonly loansEnded: boolean;
}

export interface CityParts {
  readonly code: string;
  readonly name: string;
  readonly money: BankMoney;
  /** Sends a message to another centre under a number of its own. */
  readonly send: (message: LetterMessage) => Promise<void>;
  readonly mood: () => { mood: string; delayMs: number };
  readonly accountOf: (idNo: string) => CityAccount | undefined;
  /** Every message the platform took, for what the city has said and been told before. */
  readonly history: () => readonly LetterMessage[];
}

const SHORT_BY = fen(parseYuan('100.00'));

/**
 * A centre of another city, on both sides of a letter. What it does about a message follows from the message and the
 * mood alone and bears their numbers, so that doing it again after a restart does nothing more.
 */
export class City {
  private readonly moods = new Map<string, { mood: string; delayMs: number }>();

  constructor(private readonly parts: CityParts) {}

  get code(): string {
    return this.parts.code;
  }

  /** Where others pay to. */
  get account(): { accountNo: string; name: string; bankCode: string } {
    const { code, name } = this.parts;
    return { accountNo: `104${code.slice(0, 6)}990000001`, name: `${name}归集户`, bankCode: '104' };
  }

  async take(message: LetterMessage): Promise<void> {
    const { body, txCode } = message;
    const asked = `${txCode}/${body['TxFunc'] ?? ''}`;
    const letter = body['ConNum'] ?? '';
    const present = this.moodOf(letter);
    if (present.delayMs > 0) await new Promise((resolve) => setTimeout(resolve, present.delayMs).unref());
    if (asked === 'BDC904/0') return this.answerProgress(message);
    if (present.mood === 'silent') return;
    if (asked === 'BDC901/0') return this.sendAccount(message, present.mood);
    if (asked === 'BDC905/1') return this.mend(message, present.mood);
    if (asked === 'BDC905/0' && body['TranRstCode'] === '0') return this.confirm(message, present.mood);
  }

  /** Asks another centre for the account of a member; returns the letter's number. */
  async ask(wanted: {
    readonly letterNo: string;
    readonly to: string;
    readonly name: string;
    readonly idNo: string;
  }): Promise<void> {
    const { letterNo, to, name, idNo } = wanted;
    const { accountNo, name: accountName, bankCode } = this.account;
    await this.say({ letterNo, to, inCentre: this.code, outCentre: to }, 'letter', 'BDC901', '0', {
      Name: name,
      IdType: '01',
      IdNo: idNo,
      OrUnitName: '',
      OrAcctNo: '',
      RecAcctNo: accountNo,
      RecAcctName: accountName,
      RecBankCode: bankCode,
    });
  }

  private async sendAccount(message: LetterMessage, mood: string): Promise<void> {
    const { body } = message;
    const account = this.parts.accountOf(body['IdNo'] ?? '');
    const of = this.about(message);
    if (mood === 'refuses' || account === undefined) {
      const reason = account === undefined ? '查无此职工账户' : '账户有未结清的住房公积金贷款，不能转出';
      return this.say(of, 'refusal', 'BDC905', '0', { TranRstCode: '1', TranRstText: reason });
    }
    await this.say(of, 'accept', 'BDC901', '1', { TranRstCode: '0' });
    if (mood === 'silent-after-accepting') return;
    const total = plus(fen(parseYuan(account.principal)), fen(parseYuan(account.interest)));
    const short = mood.startsWith('other-amount');
    await this.pay(message, 'first', yuan(short ? minus(total, SHORT_BY) : total));
    await this.inform(message, account, 0);
    if (mood !== 'twice') return;
    await this.say(of, 'accept-again', 'BDC901', '1', { TranRstCode: '0' });
    await this.inform(message, account, 0, 'info-again');
    await this.pay(message, 'second', yuan(total));
  }

  /** Told that the amount differs: the rest is paid, or the information repeated. */
  private async mend(message: LetterMessage, mood: string): Promise<void> {
    const letter = this.parts
      .history()
      .find(
        ({ txCode, body, to }) =>
          txCode === 'BDC901' && to === this.code && body['ConNum'] === message.body['ConNum'],
      );
    const account = letter && this.parts.accountOf(letter.body['IdNo'] ?? '');
    if (letter === undefined || account === undefined) return;
    if (mood === 'other-amount') return this.pay(letter, 'rest', yuan(SHORT_BY));
    const number = Number(message.body['NegNum'] ?? '1');
    // Said once more, it changes nothing: a city that never mends stops there.
    if (number === 1) await this.inform(letter, account, number, 'info-repeated');
  }

  /** As the centre that asked: the bank's books beside the information. */
  private async confirm(message: LetterMessage, mood: string): Promise<void> {
    const letterNo = message.body['ConNum'] ?? '';
    const told = message.body['TranAmt'] ?? '';
    const received = yuan(this.parts.money.paidTo(this.account.accountNo, letterNo));
    const of = this.about(message);
    const differs = received !== told || (mood === 'disputes' && message.body['NegNum'] === '0');
    if (differs) {
      const NegNum = String(Number(message.body['NegNum'] ?? '0') + 1);
      return this.say(of, `dispute-${NegNum}`, 'BDC905', '1', { RecAmt: received, TranAmt: told, NegNum });
    }
    await this.say(of, 'done', 'BDC905', '2', { TranRstCode: '0', RecAmt: received });
    if (mood === 'twice')
      await this.say(of, 'done-again', 'BDC905', '2', { TranRstCode: '0', RecAmt: received });
  }

  private answerProgress(message: LetterMessage): Promise<void> {
    const seq = message.body['QuerySeq'] ?? '';
    return this.say(this.about(message), `progress-${seq}`, 'BDC904', '1', {
      QuerySeq: seq,
      AppPrStatus: '02',
    });
  }

  private async pay(letter: LetterMessage, which: string, amount: string): Promise<void> {
    const letterNo = letter.body['ConNum'] ?? '';
    const { accountNo: payerAccount, name: payerName } = this.account;
    await this.parts.money.pay({
      toAccount: letter.body['RecAcctNo'] ?? '',
      amount,
      payerName,
      payerAccount,
      summary: `住房公积金异地转移 ${letterNo}`,
      once: `${this.code} ${letterNo} ${which}`,
    });
  }

  private inform(letter: LetterMessage, account: CityAccount, number: number, as = 'info'): Promise<void> {
    const { principal, interest, openedOn, paidTo, sixMonths, loans, loansEnded } = account;
    const flag = (value: boolean): string => (value ? '1' : '0');
    return this.say(this.about(letter), as, 'BDC905', '0', {
      TranRstCode: '0',
      TranAmt: yuan(plus(fen(parseYuan(principal)), fen(parseYuan(interest)))),
      OrAcctAmt: principal,
      Yinter: interest,
      OpenDate: openedOn,
      JZNY: paidTo,
      SixMconFlag: flag(sixMonths),
      LoanNum: String(loans),
      LoanEndFlag: flag(loansEnded),
      FrLoanFlag: '0',
      PayAcctNo: this.account.accountNo,
      PayAcctName: this.account.name,
      PayBankCode: this.account.bankCode,
      NegNum: String(number),
    });
  }

  private say(
    of: { letterNo: string; to: string; inCentre: string; outCentre: string },
    what: string,
    txCode: string,
    txFunc: string,
    fields: Body,
  ): Promise<void> {
    const { letterNo, to, inCentre, outCentre } = of;
    const body = {
      TxFunc: txFunc,
      ConNum: letterNo,
      RecCenCode: inCentre,
      TranCenCode: outCentre,
      ...fields,
    };
    return this.parts.send({ seq: `${this.code}-${letterNo}-${what}`, from: this.code, to, txCode, body });
  }

  private about({ body, from }: LetterMessage): {
    letterNo: string;
    to: string;
    inCentre: string;
    outCentre: string;
  } {
    const { ConNum: letterNo = '', RecCenCode: inCentre = '', TranCenCode: outCentre = '' } = body;
    return { letterNo, to: from, inCentre, outCentre };
  }

  /** A letter keeps the mood in which it was begun. */
  private moodOf(letterNo: string): { mood: string; delayMs: number } {
    const mood = this.moods.get(letterNo) ?? this.parts.mood();
    this.moods.set(letterNo, mood);
    return mood;
  }
}
