import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import type { BilingualText } from '../../../../kernel/decision';
import { newId } from '../../../../kernel/identifiers/uuid';
import { yuan } from '../../../../kernel/money';
import type { Tx } from '../../../../platform/database/tx';
import { conflict, notFound, type Problem } from '../../../../platform/http';
import { Ledger } from '../../../ledger';
import { Parties } from '../../../party';
import { centreName } from '../../domain/transfer/centre-codes';
import {
  type Direction,
  isEnded,
  letterStateText,
  nextState,
  possibleEvents,
  type LetterState,
} from '../../domain/transfer/letter-state';
import {
  lockLetter,
  selectLetter,
  selectLettersOf,
  type TransferLetter,
} from '../../store/transfer-letter-store';
import { PlatformMail } from './platform-mail';
import { TransferInLetters } from './transfer-in-letters';

/** A transfer as its member sees it; amounts in yuan. */
export interface TransferView {
  readonly id: string;
  readonly letterNo: string;
  readonly direction: Direction;
  /** The other centre. */
  readonly centre: { readonly code: string; readonly name: string };
  readonly status: LetterState;
  readonly statusText: BilingualText;
  /** What was told of the account: principal and interest, and the time there; null before. */
  readonly account: {
    readonly amount: string;
    readonly interest: string;
    readonly openedOn: string;
    readonly paidTo: string;
    readonly sixMonths: boolean;
    readonly loans: number;
    readonly loansEnded: boolean;
  } | null;
  /** Why it came to nothing, in the other centre's words. */
  readonly refusal: string | null;
  readonly openedOn: string;
  /** Last day for the next answer; afterwards the letter ends by itself. */
  readonly answerBy: string;
  readonly endedOn: string | null;
  /** Case with the timeline; null while the letter of another centre is not decided. */
  readonly caseId: string | null;
}

/** What a member may see of and do about the own transfers. */
@Injectable()
export class ReadTransfers {
  constructor(
    private readonly parties: Parties,
    private readonly ledger: Ledger,
    private readonly mail: PlatformMail,
    private readonly inward: TransferInLetters,
  ) {}

  /** The newest first. */
  async own(tx: Tx, actor: Actor): Promise<TransferView[]> {
    if (!actor.identity) return [];
    return (await selectLettersOf(tx, this.parties.idOf(actor.identity.idNo))).map(viewOf);
  }

  /** @throws Problem 404 when there is none or it is another's. */
  async one(tx: Tx, actor: Actor, id: string): Promise<TransferView> {
    return viewOf(await this.visible(tx, actor, id));
  }

  /** BDC903, while the other centre has not taken the letter up. @throws Problem 404, 409 TRANSFER_STATE */
  async cancel(tx: Tx, actor: Actor, id: string): Promise<TransferView> {
    const letter = await this.lockedIn(tx, actor, id);
    if (nextState('in', letter.state, 'cancelled') === null) throw notNow(letter);
    await this.mail.queue(tx, letter, { what: 'cancel' });
    await this.inward.end(tx, letter, 'cancelled', 'CANCELLED_BY_MEMBER');
    return this.one(tx, actor, id);
  }

  /** BDC904: asks the other centre how far it is. @throws Problem 404, 409 TRANSFER_STATE */
  async ask(tx: Tx, actor: Actor, id: string): Promise<TransferView> {
    const letter = await this.lockedIn(tx, actor, id);
    if (isEnded(letter.state)) throw notNow(letter);
    await this.mail.queue(tx, letter, { what: 'question', seq: newId().replaceAll('-', '') });
    return viewOf(letter);
  }

  private async lockedIn(tx: Tx, actor: Actor, id: string): Promise<TransferLetter> {
    const seen = await this.visible(tx, actor, id);
    if (seen.direction !== 'in') throw notNow(seen);
    if (seen.accountId !== null) await this.ledger.balanceOf(tx, seen.accountId, { lock: true });
    return (await lockLetter(tx, id)) ?? seen;
  }

  private async visible(tx: Tx, actor: Actor, id: string): Promise<TransferLetter> {
    const letter = await selectLetter(tx, id);
    const personId = actor.identity ? this.parties.idOf(actor.identity.idNo) : null;
    if (letter === null || letter.personId !== personId) throw notFound();
    return letter;
  }
}

function viewOf(letter: TransferLetter): TransferView {
  const { id, letterNo, direction, counterpart, state, told, toldFen, toldInterestFen } = letter;
  const { refusal, openedOn, answerBy, endedOn, caseId } = letter;
  const account =
    told === null || toldFen === null || toldInterestFen === null
      ? null
      : {
          amount: yuan(toldFen),
          interest: yuan(toldInterestFen),
          openedOn: told.openedOn,
          paidTo: told.paidTo,
          sixMonths: told.sixMonths,
          loans: told.loans,
          loansEnded: told.loansEnded,
        };
  const centre = { code: counterpart, name: centreName(counterpart) };
  const status = { status: state, statusText: { ...letterStateText(state) } };
  return {
    id,
    letterNo,
    direction,
    centre,
    ...status,
    account,
    refusal,
    openedOn,
    answerBy,
    endedOn,
    caseId,
  };
}

function notNow({ direction, state }: TransferLetter): Problem {
  const text = letterStateText(state);
  const possible = possibleEvents(direction, state).length === 0;
  return conflict('TRANSFER_STATE', {
    zh: `该笔转移现为“${text.zh}”，不能这样办理；${possible ? '已办结的转移不再变更' : '转出中心收函前可以撤销，办结前可以询问进度'}。`,
    en: `The transfer is "${text.en}"; ${possible ? 'nothing changes one that is over' : 'it can be cancelled until the other centre takes it up, and asked about until it is over'}.`,
  });
}
