import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import { sha256Hex } from '../../../../kernel/canonical-json';
import { Clock } from '../../../../platform/clock';
import { Sealer } from '../../../../platform/crypto';
import { AppConfig, LEASE_MS } from '../../../../platform/config';
import type { Tx } from '../../../../platform/database/tx';
import { UnitOfWork } from '../../../../platform/database/unit-of-work';
import { type Claim, claimDue, type LeasedTable } from '../../../../platform/lease/lease';
import { dueOf, DueWatch } from '../../../../platform/lease/due-watch';
import { DueWorker } from '../../../../platform/lease/due-worker';
import { nameOf } from '../../../../platform/lease/worker';
import { type CaseView, SubmitCase } from '../../../casework';
import { Ledger } from '../../../ledger';
import type { Letter } from '../../domain/transfer/letter-message';
import {
  lockLetter,
  releaseLetter,
  selectLetter,
  LETTER_OVERDUE,
  selectOverdue,
  type TransferLetter,
} from '../../store/transfer-letter-store';
import { MONEY_TO_RETURN } from '../../store/transfer-money-store';
import { TransferBack } from './transfer-back';
import { TransferInLetters } from './transfer-in-letters';
import { TransferOutLetters } from './transfer-out-letters';

const BATCH = 8;
const AGAIN_MS = 1_000;
const LETTERS: LeasedTable = {
  table: 'transfer_letter',
  work: `t.direction = 'out' AND t.state = '02' AND t.case_id IS NULL`,
};

/**
 * Makes the case of each letter that came (GJ28), ends the letters of which nothing came in time, and sends back what
 * came for those that are over.
 */
@Injectable()
export class LetterWorker extends DueWorker {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly submitCase: SubmitCase,
    private readonly inward: TransferInLetters,
    private readonly outward: TransferOutLetters,
    private readonly back: TransferBack,
    private readonly ledger: Ledger,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
    private readonly config: AppConfig,
    watch: DueWatch,
  ) {
    super('transfer-letters', watch, [dueOf(LETTERS), LETTER_OVERDUE, MONEY_TO_RETURN]);
  }

  async workOnce(): Promise<number> {
    const { centreId, instanceName: owner } = this.config;
    const wanted = { owner, ttlMs: LEASE_MS, limit: BATCH };
    const claims = await this.unitOfWork.run(centreId, (tx) => claimDue(tx, LETTERS, wanted));
    await Promise.all(claims.map((claim) => this.decide(claim)));
    return claims.length + (await this.endOverdue()) + (await this.back.sendDue(centreId, BATCH));
  }

  /** The command's key is the letter: however often it is taken up, it has one case. */
  private async decide({ id, token }: Claim): Promise<void> {
    const { centreId } = this.config;
    try {
      const letter = await this.unitOfWork.read(centreId, (tx) => selectLetter(tx, id));
      if (letter === null) throw new Error(`letter ${id} is gone`);
      const reply = await this.submitCase.submit({
        actor: this.actorOf(letter),
        key: id,
        bodyHash: sha256Hex(id),
        item: 'GJ28',
        input: { letterId: id },
        channel: 'platform',
        traceId: id.replaceAll('-', ''),
      });
      await this.unitOfWork.run(centreId, (tx) =>
        this.settle(tx, { id, token }, JSON.parse(reply.answer) as CaseView),
      );
    } catch (error) {
      // Its case may be at work under another lease, or the fault is ours: it is looked at again.
      this.logger.warn({ event: 'letter-not-decided', letterId: id, fault: nameOf(error) });
      await this.unitOfWork.run(centreId, (tx) => releaseLetter(tx, id, { token, dueInMs: AGAIN_MS }));
    }
  }

  /** What the rules refuse is told to the other centre with every reason; what waits is looked at again. */
  private async settle(tx: Tx, { id, token }: Pick<Claim, 'id' | 'token'>, view: CaseView): Promise<void> {
    const letter = await lockLetter(tx, id);
    if (letter === null) throw new Error(`letter ${id} is gone`);
    const isRefused = view.state === 'refused' && letter.state === '02' && letter.caseId === null;
    if (isRefused) await this.outward.refuse(tx, letter, view.reasons.map(({ text }) => text.zh).join('；'));
    const isUndecided = !isRefused && letter.caseId === null && letter.state === '02';
    await releaseLetter(tx, id, { token, dueInMs: isUndecided ? AGAIN_MS : null });
  }

  /** Whom the letter is about, vouched for by the other centre; nobody here submits it. */
  private actorOf({ letterSealed }: TransferLetter): Actor {
    const { name, idNo } = JSON.parse(this.sealer.open(letterSealed)) as Letter;
    return { centreId: this.config.centreId, role: 'system', subject: 'platform', identity: { name, idNo } };
  }

  private async endOverdue(): Promise<number> {
    const { centreId } = this.config;
    const today = this.clock.today();
    const overdue = await this.unitOfWork.read(centreId, (tx) => selectOverdue(tx, today, BATCH));
    for (const id of overdue) await this.unitOfWork.run(centreId, (tx) => this.end(tx, id, today));
    return overdue.length;
  }

  /** Several instances may come here: who is second finds the letter ended. */
  private async end(tx: Tx, id: string, today: string): Promise<void> {
    const seen = await selectLetter(tx, id);
    const accountId = seen?.accountId ?? null;
    if (accountId !== null) await this.ledger.balanceOf(tx, accountId, { lock: true });
    const letter = await lockLetter(tx, id);
    if (letter === null || letter.endedOn !== null || letter.answerBy >= today) return;
    if (letter.direction === 'in') await this.inward.end(tx, letter, 'failed', 'NO_ANSWER_IN_TIME');
    else if (letter.state === '02' && letter.caseId === null)
      await this.outward.refuse(tx, letter, '转出中心未能在时限内审核，请重新发函');
    else await this.outward.expire(tx, letter);
  }
}
