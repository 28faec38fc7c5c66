import { Injectable } from '@nestjs/common';
import { parseDay } from '../../../../kernel/calendar';
import { newId } from '../../../../kernel/identifiers/uuid';
import { type Fen, fen, minus, yuan } from '../../../../kernel/money';
import { parseMonth } from '../../../../kernel/month';
import { Clock } from '../../../../platform/clock';
import { Sealer } from '../../../../platform/crypto';
import type { Tx } from '../../../../platform/database/tx';
import { CaseFile, type NewEvent } from '../../../casework';
import { Parties } from '../../../party';
import type { AccountInfo, Letter, Message } from '../../domain/transfer/letter-message';
import { isNumberOf } from '../../domain/transfer/letter-number';
import { isEnded, nextState } from '../../domain/transfer/letter-state';
import { changeLetter, insertLetter, type TransferLetter } from '../../store/transfer-letter-store';
import { PlatformMail } from './platform-mail';
import type { Effect } from './transfer-in-letters';
import { answerBy, negotiateBy } from './transfer-terms';

/** A letter of another centre (GJ28): taken in, answered, and what that centre says of our money. */
@Injectable()
export class TransferOutLetters {
  constructor(
    private readonly parties: Parties,
    private readonly caseFile: CaseFile,
    private readonly mail: PlatformMail,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  /** A new letter; the worker makes its case, whose rules are the out-check. */
  async arrive(
    tx: Tx,
    named: Pick<TransferLetter, 'letterNo' | 'counterpart'>,
    letter: Letter,
  ): Promise<Effect> {
    if (!isNumberOf(named.letterNo, named.counterpart)) return 'refused-LETTER_NUMBER';
    const today = this.clock.today();
    const made = await insertLetter(tx, {
      ...named,
      id: newId(),
      direction: 'out',
      personId: this.parties.idOf(letter.idNo),
      accountId: null,
      caseId: null,
      state: '02',
      letterSealed: this.sealer.seal(JSON.stringify(letter)),
      openedOn: today,
      answerBy: answerBy(today),
      due: true,
    });
    // Under a number that is taken only the same letter comes again, and that was known before.
    return made ? 'applied' : 'refused-LETTER_DIFFERS';
  }

  /** What the centre that asked says of the letter, which is locked. */
  async take(tx: Tx, letter: TransferLetter, message: Message): Promise<Effect> {
    switch (message.what) {
      case 'question':
        await this.mail.queue(tx, letter, { what: 'progress', seq: message.seq, status: letter.state });
        return 'applied';
      case 'progress':
        await this.tell(tx, letter, { kind: 'transfer-progress', body: { status: message.status } });
        return 'applied';
      case 'cancel':
        return this.cancelled(tx, letter);
      case 'dispute':
        return this.disputed(tx, letter, message.received);
      case 'completed':
        return this.completed(tx, letter, message.received);
      case 'letter':
        return 'refused-LETTER_DIFFERS';
      case 'accepted':
      case 'refused':
      case 'info':
        return 'refused-WRONG_SIDE';
    }
  }

  /** Tells the other centre that there will be no transfer, and why; the letter is over. */
  async refuse(tx: Tx, letter: TransferLetter, reason: string): Promise<void> {
    if (nextState('out', letter.state, 'refused') === null)
      throw new Error(`letter ${letter.letterNo} in state ${letter.state} cannot be refused`);
    await changeLetter(tx, letter.id, { state: '13', refusal: reason });
    await changeLetter(tx, letter.id, { state: '40', endedOn: this.clock.today() });
    await this.mail.queue(tx, letter, { what: 'refused', reason });
  }

  /** The money has left: what it is made of is told, and the other centre has time to confirm it. */
  async inform(tx: Tx, letter: TransferLetter): Promise<void> {
    const state = nextState('out', letter.state, 'informed');
    if (state === null)
      throw new Error(`letter ${letter.letterNo} in state ${letter.state} is informed already`);
    await changeLetter(tx, letter.id, { state, answerBy: answerBy(this.clock.today()) });
    await this.mail.queue(tx, letter, { what: 'info', info: infoOf(letter), number: 0 });
  }

  /** Nothing came of it in time. Money that was paid was paid: a person asks the other centre. */
  async expire(tx: Tx, letter: TransferLetter): Promise<void> {
    const state = nextState('out', letter.state, 'failed');
    if (state === null) return;
    await changeLetter(tx, letter.id, { state, endedOn: this.clock.today() });
    await this.tell(tx, letter, { kind: 'transfer-failed', body: { reason: 'NO_ANSWER_IN_TIME' } });
  }

  /** Before it is accepted; afterwards the money may be on its way, and the status is all we can tell. */
  private async cancelled(tx: Tx, letter: TransferLetter): Promise<Effect> {
    const state = letter.caseId === null ? nextState('out', letter.state, 'cancelled') : null;
    if (state === null) {
      await this.mail.queue(tx, letter, { what: 'progress', seq: 'cancel', status: letter.state });
      return 'none';
    }
    await changeLetter(tx, letter.id, { state, endedOn: this.clock.today() });
    return 'applied';
  }

  /** What we paid and what we told are one amount: it is told once more, and the negotiation has its day. */
  private async disputed(tx: Tx, letter: TransferLetter, received: Fen): Promise<Effect> {
    const state = nextState('out', letter.state, 'disputed');
    if (state === null) return isEnded(letter.state) ? 'none' : 'refused-LETTER_STATE';
    const number = letter.negotiations + 1;
    const until = number === 1 ? negotiateBy(this.clock.today()) : parseDay(letter.answerBy);
    await changeLetter(tx, letter.id, { state, negotiations: number, answerBy: until });
    const amounts = { received: yuan(received), told: yuan(letter.toldFen ?? fen(0n)) };
    await this.tell(tx, letter, { kind: 'transfer-disputed', body: { ...amounts, until } });
    await this.mail.queue(tx, letter, { what: 'info', info: infoOf(letter), number });
    return 'applied';
  }

  private async completed(tx: Tx, letter: TransferLetter, received: Fen): Promise<Effect> {
    const state = nextState('out', letter.state, 'completed');
    if (state === null) return isEnded(letter.state) ? 'none' : 'refused-LETTER_STATE';
    if (received !== letter.toldFen) return 'refused-AMOUNT_DIFFERS';
    await changeLetter(tx, letter.id, { state, endedOn: this.clock.today() });
    await this.tell(tx, letter, { kind: 'transfer-confirmed', body: { amount: yuan(received) } });
    return 'applied';
  }

  private async tell(tx: Tx, { caseId, letterNo }: TransferLetter, event: NewEvent): Promise<void> {
    if (caseId !== null)
      await this.caseFile.tell(tx, caseId, { ...event, body: { letterNo, ...event.body } });
  }
}

function infoOf({ toldFen, toldInterestFen, told, letterNo }: TransferLetter): AccountInfo {
  if (toldFen === null || toldInterestFen === null || told === null || told.paidFrom === null)
    throw new Error(`letter ${letterNo} has nothing to tell`);
  const { openedOn, paidTo, paidFrom, ...flags } = told;
  return {
    ...flags,
    paidFrom,
    openedOn: parseDay(openedOn),
    paidTo: parseMonth(paidTo),
    principal: minus(toldFen, toldInterestFen),
    interest: toldInterestFen,
  };
}
