import { Injectable } from '@nestjs/common';
import { parseDay } from '../../../../kernel/calendar';
import { type Fen, plus, sumFen, yuan } from '../../../../kernel/money';
import { parseMonth } from '../../../../kernel/month';
import { Clock } from '../../../../platform/clock';
import { together } from '../../../../platform/database/together';
import type { Tx } from '../../../../platform/database/tx';
import { CaseFile } from '../../../casework';
import { Ledger } from '../../../ledger';
import { agreementOf } from '../../domain/transfer/agreement';
import { centreName } from '../../domain/transfer/centre-codes';
import type { AccountInfo, Message } from '../../domain/transfer/letter-message';
import { isEnded, letterStateText, type LetterState, nextState } from '../../domain/transfer/letter-state';
import { insertCarried } from '../../store/carried-months-store';
import { changeLetter, type ToldTerms, type TransferLetter } from '../../store/transfer-letter-store';
import { selectMoneyOf, type TransferMoney, useMoney } from '../../store/transfer-money-store';
import { PlatformMail } from './platform-mail';
import { negotiateBy } from './transfer-terms';

/** Leaf of money in transit between cities. */
export const IN_TRANSIT = '21902';

/** What a message came to; anything but the first two is told to the platform as a conflict. */
export type Effect = 'applied' | 'none' | `refused-${string}`;

/** A letter of ours (GJ27): what the other centre says of it, its money, and its end. The letter is locked. */
@Injectable()
export class TransferInLetters {
  constructor(
    private readonly ledger: Ledger,
    private readonly caseFile: CaseFile,
    private readonly mail: PlatformMail,
    private readonly clock: Clock,
  ) {}

  async take(tx: Tx, letter: TransferLetter, message: Message): Promise<Effect> {
    switch (message.what) {
      case 'accepted':
        return this.accepted(tx, letter);
      case 'refused':
        return this.refused(tx, letter, message.reason);
      case 'info':
        return this.informed(tx, letter, message.info);
      case 'progress':
        await this.tell(tx, letter, 'transfer-progress', { status: message.status });
        return 'applied';
      case 'question':
        await this.mail.queue(tx, letter, { what: 'progress', seq: message.seq, status: letter.state });
        return 'applied';
      case 'letter':
      case 'dispute':
      case 'completed':
      case 'cancel':
        // Only the centre that asked says these.
        return 'refused-WRONG_SIDE';
    }
  }

  /** Money came for the letter, and stands on 21902: it is compared; of a letter that is over it goes back by itself. */
  async moneyCame(tx: Tx, letter: TransferLetter, money: TransferMoney): Promise<void> {
    const amount = yuan(money.amountFen);
    await this.tell(tx, letter, 'transfer-money', { amount });
    if (!isEnded(letter.state)) await this.compare(tx, letter, await this.receivedOf(tx, letter));
  }

  /** The letter ends without the transfer: 05 when we take it back, else 40. Money that came goes back by itself. */
  async end(tx: Tx, letter: TransferLetter, as: 'cancelled' | 'failed', reason: string): Promise<void> {
    const state = this.stepTo(letter, as);
    const today = this.clock.today();
    const { accountId, caseId } = caseOf(letter);
    await this.ledger.disengage(tx, accountId, caseId);
    await changeLetter(tx, letter.id, { state, endedOn: today, refusal: letter.refusal ?? reason });
    await this.caseFile.step(tx, caseId, {
      from: 'waiting-funds',
      to: 'cancelled',
      event: {
        kind: as === 'cancelled' ? 'transfer-cancelled' : 'transfer-failed',
        body: { reason },
      },
      receipt: { status: state, statusText: { ...letterStateText(state) }, reason },
    });
  }

  private async accepted(tx: Tx, letter: TransferLetter): Promise<Effect> {
    const state = nextState('in', letter.state, 'accepted');
    if (state === null) return 'none';
    await changeLetter(tx, letter.id, { state });
    await this.tell(tx, letter, 'transfer-accepted', { centre: centreName(letter.counterpart) });
    return 'applied';
  }

  /** With the other centre's words; the letter is over with it. */
  private async refused(tx: Tx, letter: TransferLetter, reason: string): Promise<Effect> {
    const state = nextState('in', letter.state, 'refused');
    if (state === null) return isEnded(letter.state) ? 'none' : 'refused-LETTER_STATE';
    await changeLetter(tx, letter.id, { state, refusal: reason });
    await this.tell(tx, letter, 'transfer-refused', { reason });
    await this.end(tx, { ...letter, state, refusal: reason }, 'failed', reason);
    return 'applied';
  }

  private async informed(tx: Tx, letter: TransferLetter, info: AccountInfo): Promise<Effect> {
    const state = nextState('in', letter.state, 'informed');
    // A second information counts only while the first is disputed.
    if (state === null) return isEnded(letter.state) ? 'none' : 'refused-INFORMATION_DIFFERS';
    const total = plus(info.principal, info.interest);
    const told = { totalFen: total, interestFen: info.interest, terms: termsOf(info) };
    await changeLetter(tx, letter.id, { state, told });
    await this.tell(tx, letter, 'transfer-informed', { amount: yuan(total), interest: yuan(info.interest) });
    const informed: TransferLetter = { ...letter, state, toldFen: total, told: told.terms };
    await this.compare(tx, informed, await this.receivedOf(tx, informed));
    return 'applied';
  }

  private async compare(tx: Tx, letter: TransferLetter, received: readonly TransferMoney[]): Promise<void> {
    const agreement = agreementOf(received, letter.toldFen);
    if (agreement.says === 'agrees') await this.complete(tx, letter, agreement.money);
    if (agreement.says === 'differs') await this.dispute(tx, letter, sumOf(received));
  }

  /** Told once in each round; the negotiation ends by itself on its day. */
  private async dispute(tx: Tx, letter: TransferLetter, received: Fen): Promise<void> {
    const state = this.stepTo(letter, 'disputed');
    const number = letter.negotiations + 1;
    const first = letter.state !== '06' && letter.negotiations === 0;
    const until = first ? negotiateBy(this.clock.today()) : parseDay(letter.answerBy);
    await changeLetter(tx, letter.id, { state, negotiations: number, answerBy: until });
    const amounts = { received: yuan(received), told: letter.toldFen === null ? null : yuan(letter.toldFen) };
    await this.tell(tx, letter, 'transfer-disputed', { ...amounts, until });
    await this.mail.queue(tx, letter, { what: 'dispute', received, told: letter.toldFen, number });
  }

  /**
   * V6: D21902 / C201. All of it becomes principal (A.5 08), from the day the last of it came; the months are kept.
   * Money beyond it is left: with the letter over, it goes back.
   */
  private async complete(tx: Tx, letter: TransferLetter, received: readonly TransferMoney[]): Promise<void> {
    const amountFen = sumOf(received);
    const state = this.stepTo(letter, 'completed');
    const { accountId, caseId } = caseOf(letter);
    const today = this.clock.today();
    const valueDate = received.reduce((latest, { cameOn }) => (cameOn > latest ? cameOn : latest), '');
    const journal = { kind: 'transfer-in', sourceId: letter.id, businessDate: today, valueDate };
    await this.ledger.post(tx, journal, [
      { accountId: await this.ledger.leafOf(tx, IN_TRANSIT), side: 'D', amountFen },
      { accountId, side: 'C', amountFen },
    ]);
    await together([
      useMoney(
        tx,
        received.map(({ receiptId }) => receiptId),
        'credited',
      ),
      changeLetter(tx, letter.id, { state, endedOn: today }),
      insertCarried(tx, { ...carriedOf(letter, accountId), carriedOn: today }),
      this.ledger.disengage(tx, accountId, caseId),
    ]);
    const amount = yuan(amountFen);
    await this.caseFile.step(tx, caseId, {
      from: 'waiting-funds',
      to: 'done',
      event: { kind: 'transfer-credited', body: { amount } },
      receipt: { amount, status: state, statusText: { ...letterStateText(state) }, creditedOn: today },
    });
    await this.mail.queue(tx, letter, { what: 'completed', received: amountFen });
  }

  private receivedOf(tx: Tx, letter: TransferLetter): Promise<TransferMoney[]> {
    return selectMoneyOf(tx, letter.id, 'kept');
  }

  private stepTo(letter: TransferLetter, event: Parameters<typeof nextState>[2]): LetterState {
    const state = nextState('in', letter.state, event);
    if (state === null)
      throw new Error(`letter ${letter.letterNo} in state ${letter.state} cannot be ${event}`);
    return state;
  }

  private tell(
    tx: Tx,
    letter: TransferLetter,
    kind: Parameters<CaseFile['tell']>[2]['kind'],
    body: Parameters<CaseFile['tell']>[2]['body'],
  ): Promise<void> {
    return this.caseFile.tell(tx, caseOf(letter).caseId, {
      kind,
      body: { letterNo: letter.letterNo, ...body },
    });
  }
}

const sumOf = (money: readonly TransferMoney[]): Fen => sumFen(money.map(({ amountFen }) => amountFen));

function caseOf({ accountId, caseId, letterNo }: TransferLetter): { accountId: bigint; caseId: string } {
  if (accountId === null || caseId === null)
    throw new Error(`letter ${letterNo} of ours has a case and an account`);
  return { accountId, caseId };
}

function termsOf(info: AccountInfo): ToldTerms {
  const { openedOn, paidTo, sixMonths, loans, loansEnded, loanElsewhere, paidFrom } = info;
  return { openedOn, paidTo, sixMonths, loans, loansEnded, loanElsewhere, paidFrom };
}

function carriedOf({ id: letterId, personId, told, letterNo }: TransferLetter, accountId: bigint) {
  if (told === null) throw new Error(`letter ${letterNo} has money and no information`);
  const { openedOn, paidTo, sixMonths, loans, loansEnded, loanElsewhere } = told;
  return {
    letterId,
    accountId,
    personId,
    openedOn,
    paidTo: parseMonth(paidTo),
    sixMonths,
    loans,
    loansEnded,
    loanElsewhere,
  };
}
