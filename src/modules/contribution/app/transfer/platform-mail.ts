import { Injectable } from '@nestjs/common';
import { canonicalJson, sha256Hex } from '../../../../kernel/canonical-json';
import { newId } from '../../../../kernel/identifiers/uuid';
import { Clock } from '../../../../platform/clock';
import { Sealer } from '../../../../platform/crypto';
import type { Tx } from '../../../../platform/database/tx';
import { type Body, bodyOf, CODES, type Message } from '../../domain/transfer/letter-message';
import { insertQueued, insertTaken, type StoredMessage } from '../../store/platform-message-store';
import type { TransferLetter } from '../../store/transfer-letter-store';
import { selectOwnCentre } from '../../store/transferred-account-store';

/** Which letter a message is about, and between whom. */
export type LetterName = Pick<TransferLetter, 'direction' | 'letterNo' | 'counterpart'>;

/** Messages to and from the national platform as they are kept: whole, sealed, each content once. */
@Injectable()
export class PlatformMail {
  private readonly wakers: (() => void)[] = [];

  constructor(
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  /** Whoever sends is told when something was queued and committed. */
  onQueued(wake: () => void): void {
    this.wakers.push(wake);
  }

  /** Stores a message to be sent after this transaction; the same message twice is sent once. */
  async queue(tx: Tx, letter: LetterName, message: Message): Promise<void> {
    const own = await selectOwnCentre(tx);
    const [txCode, txFunc] = CODES[message.what];
    const [inCentre, outCentre] =
      letter.direction === 'in' ? [own.code, letter.counterpart] : [letter.counterpart, own.code];
    const body: Body = {
      TxFunc: txFunc,
      ConNum: letter.letterNo,
      RecCenCode: inCentre,
      TranCenCode: outCentre,
      ...bodyOf(message),
    };
    await insertQueued(tx, this.stored({ ...letter, txCode, txFunc, body }), this.clock.now());
    tx.afterCommit(() => this.wakers.forEach((wake) => wake()));
  }

  /** Keeps a message that came; null when it is new, else what it did the first time. */
  async keep(
    tx: Tx,
    came: { readonly letterNo: string; readonly counterpart: string } & Pick<
      StoredMessage,
      'txCode' | 'txFunc'
    > & {
        readonly body: Body;
      },
  ): Promise<{ readonly id: string; readonly known: { readonly effect: string | null } | null }> {
    const message = this.stored(came);
    return { id: message.id, known: await insertTaken(tx, message, this.clock.now()) };
  }

  /** The fields of a stored message. */
  open({ bodySealed }: Pick<StoredMessage, 'bodySealed'>): Body {
    return JSON.parse(this.sealer.open(bodySealed)) as Body;
  }

  private stored(made: {
    readonly letterNo: string;
    readonly counterpart: string;
    readonly txCode: string;
    readonly txFunc: string;
    readonly body: Body;
  }): StoredMessage {
    const { letterNo, counterpart, txCode, txFunc, body } = made;
    const text = canonicalJson(body);
    const bodySealed = this.sealer.seal(text);
    return { id: newId(), letterNo, counterpart, txCode, txFunc, bodySealed, bodySha256: sha256Hex(text) };
  }
}
