import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../platform/clock';
import { AppConfig, LEASE_MS } from '../../../../platform/config';
import { UnitOfWork } from '../../../../platform/database/unit-of-work';
import { type Claim, claimDue } from '../../../../platform/lease/lease';
import { dueOf, DueWatch } from '../../../../platform/lease/due-watch';
import { DueWorker } from '../../../../platform/lease/due-worker';
import { nameOf } from '../../../../platform/lease/worker';
import { noteSending, OUTBOX, selectClaimed, type StoredMessage } from '../../store/platform-message-store';
import { selectOwnCentre } from '../../store/transferred-account-store';
import { PlatformLine, type Sending } from '../../wire/platform-line';
import { PlatformMail } from './platform-mail';

const BATCH = 16;
const ROUNDS = 3;
/** Seconds between the attempts of one message; the last holds for all further ones. */
const AGAIN_S = [1, 2, 5, 15, 60, 300, 900] as const;

interface Prepared {
  readonly message: StoredMessage;
  readonly own: string;
}

/**
 * Sends what is queued for the national platform. A claim records the attempt before the call; a message is known to
 * the platform by its number, so one sent again after a crash is taken once.
 */
@Injectable()
export class PlatformWorker extends DueWorker {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly mail: PlatformMail,
    private readonly line: PlatformLine,
    private readonly clock: Clock,
    private readonly config: AppConfig,
    watch: DueWatch,
  ) {
    super('platform-messages', watch, [dueOf(OUTBOX)], ROUNDS);
    // A message leaves right after its commit; the tick is the safety net.
    if (config.workerIntervalMs > 0) mail.onQueued(() => this.wake());
  }

  async workOnce(): Promise<number> {
    const { centreId, instanceName: owner } = this.config;
    const wanted = { owner, ttlMs: LEASE_MS, limit: BATCH };
    const claims = await this.unitOfWork.run(centreId, (tx) => claimDue(tx, OUTBOX, wanted));
    await Promise.all(claims.map((claim) => this.send(claim)));
    return claims.length;
  }

  private async send(claim: Claim): Promise<void> {
    try {
      const prepared = await this.prepare(claim);
      if (prepared === null) return;
      const { message, own } = prepared;
      const { txCode, counterpart } = message;
      const body = this.mail.open(message);
      const seqNo = message.id.replaceAll('-', '');
      await this.note(claim, await this.line.send({ txCode, seqNo, from: own, to: counterpart, body }));
    } catch (error) {
      // One message that cannot be sent keeps no other waiting: its lease runs out and it comes up again.
      this.logger.warn({ event: 'platform-message-failed', messageId: claim.id, fault: nameOf(error) });
    }
  }

  private prepare({ id, token }: Claim): Promise<Prepared | null> {
    return this.unitOfWork.read(this.config.centreId, async (tx) => {
      const message = await selectClaimed(tx, id, token);
      return message && { message, own: (await selectOwnCentre(tx)).code };
    });
  }

  private note({ id, token, attempts }: Claim, sending: Sending): Promise<void> {
    const again = AGAIN_S[Math.min(attempts, AGAIN_S.length) - 1] ?? 1;
    return this.unitOfWork.run(this.config.centreId, (tx) =>
      noteSending(
        tx,
        id,
        token,
        sending.state === 'unknown'
          ? { state: 'queued', dueInMs: again * 1000 }
          : {
              state: sending.state === 'taken' ? 'sent' : 'refused',
              effect: sending.code,
              at: this.clock.now(),
            },
      ),
    );
  }
}
