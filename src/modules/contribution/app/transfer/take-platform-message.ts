import { Injectable, Logger } from '@nestjs/common';
import type { Tx } from '../../../../platform/database/tx';
import { AppConfig } from '../../../../platform/config';
import { UnitOfWork } from '../../../../platform/database/unit-of-work';
import { Ledger } from '../../../ledger';
import { type Message, readMessage } from '../../domain/transfer/letter-message';
import type { Direction } from '../../domain/transfer/letter-state';
import { noteEffect } from '../../store/platform-message-store';
import { lockLetter, selectLetterByNumber, type TransferLetter } from '../../store/transfer-letter-store';
import { selectOwnCentre } from '../../store/transferred-account-store';
import { PlatformLine, type PlatformMessage } from '../../wire/platform-line';
import { PlatformMail } from './platform-mail';
import { type Effect, TransferInLetters } from './transfer-in-letters';
import { TransferOutLetters } from './transfer-out-letters';

/** What a message of the platform came to. */
export type Taken =
  | { readonly result: 'applied' | 'known' }
  | { readonly result: 'unreadable' | 'not-believed' | 'unknown-letter' | 'not-party' }
  | { readonly result: 'conflict'; readonly code: string };

interface Read {
  readonly letterNo: string;
  readonly txFunc: string;
  readonly direction: Direction;
  readonly message: Message;
}

/** Takes what the national platform pushes: verified first, then kept and applied in one transaction, each content once. */
@Injectable()
export class TakePlatformMessage {
  private readonly logger = new Logger(TakePlatformMessage.name);

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly line: PlatformLine,
    private readonly mail: PlatformMail,
    private readonly ledger: Ledger,
    private readonly inward: TransferInLetters,
    private readonly outward: TransferOutLetters,
    private readonly config: AppConfig,
  ) {}

  async take(bytes: Buffer): Promise<Taken> {
    const { centreId } = this.config;
    const own = await this.unitOfWork.read(centreId, async (tx) => (await selectOwnCentre(tx)).code);
    const opened = this.line.open(bytes, own);
    if (opened.state === 'refused') {
      // Nothing is stored of what is not believed, so that nobody can fill the books from outside.
      this.logger.warn({ event: 'platform-message-refused', fault: opened.fault });
      return { result: opened.fault === 'shape' ? 'unreadable' : 'not-believed' };
    }
    const { message } = opened;
    const parties = [message.body['RecCenCode'], message.body['TranCenCode']];
    if (!parties.includes(own) || !parties.includes(message.from)) return { result: 'not-party' };
    const read = this.read(message, own);
    if (read === null) return { result: 'unreadable' };
    return this.unitOfWork.run(centreId, (tx) => this.apply(tx, message, read));
  }

  private read({ txCode, body }: PlatformMessage, own: string): Read | null {
    const { ConNum: letterNo = '', TxFunc: txFunc = '' } = body;
    const message = readMessage(txCode, txFunc, body);
    if (message === null || !/^\d{16}$/.test(letterNo)) return null;
    return { letterNo, txFunc, message, direction: body['RecCenCode'] === own ? 'in' : 'out' };
  }

  private async apply(tx: Tx, came: PlatformMessage, read: Read): Promise<Taken> {
    const { letterNo, txFunc, direction, message } = read;
    const counterpart = came.from;
    const letter = await this.lockedLetter(tx, { direction, letterNo, counterpart });
    const begins = direction === 'out' && message.what === 'letter';
    if (letter === null && !begins) return { result: 'unknown-letter' };
    const { txCode, body } = came;
    const { id, known } = await this.mail.keep(tx, { letterNo, counterpart, txCode, txFunc, body });
    if (known !== null) return takenAs(known.effect, true);
    const effect = await this.effectOf(tx, letter, read, counterpart);
    await noteEffect(tx, id, effect);
    return takenAs(effect, false);
  }

  private effectOf(
    tx: Tx,
    letter: TransferLetter | null,
    { letterNo, message }: Read,
    counterpart: string,
  ): Promise<Effect> {
    if (letter?.direction === 'in') return this.inward.take(tx, letter, message);
    if (letter !== null) return this.outward.take(tx, letter, message);
    if (message.what !== 'letter') throw new Error('only a letter begins anything');
    return this.outward.arrive(tx, { letterNo, counterpart }, message.letter);
  }

  /** The account first, then the letter: a message may credit it. */
  private async lockedLetter(
    tx: Tx,
    of: Pick<TransferLetter, 'direction' | 'letterNo' | 'counterpart'>,
  ): Promise<TransferLetter | null> {
    const seen = await selectLetterByNumber(tx, of);
    if (seen === null) return null;
    if (seen.direction === 'in' && seen.accountId !== null)
      await this.ledger.balanceOf(tx, seen.accountId, { lock: true });
    return lockLetter(tx, seen.id);
  }
}

function takenAs(effect: string | null, known: boolean): Taken {
  if (effect?.startsWith('refused-')) return { result: 'conflict', code: effect.slice('refused-'.length) };
  return { result: known || effect === 'none' ? 'known' : 'applied' };
}
