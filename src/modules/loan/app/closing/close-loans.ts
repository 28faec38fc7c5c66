import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import { sha256Hex } from '../../../../kernel/canonical-json';
import { newId } from '../../../../kernel/identifiers/uuid';
import { AppConfig, LEASE_MS } from '../../../../platform/config';
import type { Tx } from '../../../../platform/database/tx';
import { UnitOfWork } from '../../../../platform/database/unit-of-work';
import { type Claim, claimDue } from '../../../../platform/lease/lease';
import { dueOf, DueWatch } from '../../../../platform/lease/due-watch';
import { DueWorker } from '../../../../platform/lease/due-worker';
import { nameOf } from '../../../../platform/lease/worker';
import { SubmitCase } from '../../../casework';
import { Parties } from '../../../party';
import { loanClosing } from '../../domain/closing/closing-items';
import { insertClosing, postponeClosing, selectClosing } from '../../store/servicing/loan-closing-store';

const leased = { table: 'loan_closing', work: 't.case_id IS NULL' };
const LOANS = 8;
/** After a round that did not close it: its case may be at work under another lease, or wait. */
const AGAIN_MS = 5_000;

/** Closes settled loans without anybody applying (5.15): a case of the system for each, made once under the closing's key. */
@Injectable()
export class CloseLoans extends DueWorker {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly submitCase: SubmitCase,
    private readonly parties: Parties,
    private readonly config: AppConfig,
    watch: DueWatch,
  ) {
    super('loan-closings', watch, [dueOf(leased)], 2);
  }

  /** In the transaction that settles the loan. */
  settled(tx: Tx, loan: { readonly id: string; readonly on: string }): Promise<void> {
    return insertClosing(tx, { id: newId(), loanId: loan.id, on: loan.on });
  }

  async workOnce(): Promise<number> {
    const { centreId, instanceName: owner } = this.config;
    const claims = await this.unitOfWork.run(centreId, (tx) =>
      claimDue(tx, leased, { owner, ttlMs: LEASE_MS, limit: LOANS }),
    );
    await Promise.all(claims.map((claim) => this.close(centreId, claim)));
    return claims.length;
  }

  /** What is not closed by it comes up again. */
  private async close(centreId: number, { id, token }: Claim): Promise<void> {
    try {
      const found = await this.unitOfWork.read(centreId, (tx) => this.wanted(tx, id));
      await this.submitCase.submit({
        actor: found.actor,
        key: id,
        bodyHash: sha256Hex(id),
        item: loanClosing.code,
        input: { loanId: found.loanId },
        channel: 'system',
        traceId: id.replaceAll('-', ''),
      });
    } catch (error) {
      this.logger.warn({ event: 'loan-not-closed', closingId: id, fault: nameOf(error) });
    }
    await this.unitOfWork.run(centreId, (tx) => postponeClosing(tx, { id, token, dueInMs: AGAIN_MS }));
  }

  private async wanted(tx: Tx, id: string): Promise<{ loanId: string; actor: Actor }> {
    const closing = await selectClosing(tx, id);
    if (!closing) throw new Error(`closing ${id} is gone`);
    const identity = await this.parties.identityOf(tx, closing.borrowerId);
    const { centreId } = this.config;
    return {
      loanId: closing.loanId,
      actor: { centreId, role: 'system', subject: 'loans', identity },
    };
  }
}
