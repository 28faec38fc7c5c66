import { Injectable } from '@nestjs/common';
import { AppConfig, LEASE_MS } from '../../../../platform/config';
import { CrashPoint } from '../../../../platform/crash-point';
import type { Tx } from '../../../../platform/database/tx';
import { UnitOfWork } from '../../../../platform/database/unit-of-work';
import { type Claim, claimDue } from '../../../../platform/lease/lease';
import { dueOf, DueWatch } from '../../../../platform/lease/due-watch';
import { DueWorker } from '../../../../platform/lease/due-worker';
import { nameOf } from '../../../../platform/lease/worker';
import { Evidence } from '../../../registry';
import { askAgainMs } from '../../domain/mortgage/mortgage-told';
import { type HallBranch, postponeBranch, selectBranch, storeSaid } from '../../store/loan-hall-branch-store';
import { selectHall } from '../../store/loan-hall-store';
import { selectMortgages } from '../../store/loan-mortgage-store';
import { LoanFile } from '../loan-file';
import { AskDepartments, type AskedBranch, type DepartmentSaid } from './ask-departments';
import { againMs } from './hall-times';
import { RunHall } from './run-hall';

const batch = 8;
const leased = { table: 'loan_hall_branch', work: 't.due_at IS NOT NULL' };

/** Asks the department of each branch that is due, and lets the joint case go on by what it says. */
@Injectable()
export class HallWorker extends DueWorker {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly loans: LoanFile,
    private readonly departments: AskDepartments,
    private readonly evidence: Evidence,
    private readonly running: RunHall,
    private readonly config: AppConfig,
    watch: DueWatch,
  ) {
    super('halls', watch, [dueOf(leased)], 2);
  }

  async workOnce(): Promise<number> {
    const { centreId, instanceName: owner } = this.config;
    const claims = await this.unitOfWork.run(centreId, (tx) =>
      claimDue(tx, leased, { owner, ttlMs: LEASE_MS, limit: batch }),
    );
    await Promise.all(claims.map((claim) => this.carry(centreId, claim)));
    return claims.length;
  }

  private async carry(centreId: number, claim: Claim): Promise<void> {
    try {
      await this.ask(centreId, claim);
    } catch (error) {
      // The lease runs out, and it is asked again.
      this.logger.warn({ event: 'hall-failed', branchId: claim.id, fault: nameOf(error) });
    }
  }

  /** No transaction is open while a department is asked. */
  @CrashPoint('hall-asked')
  private async ask(centreId: number, claim: Claim): Promise<void> {
    const asked = await this.unitOfWork.read(centreId, (tx) => this.find(tx, claim.id));
    if (!asked) return;
    const { exchange, said } = await this.departments.ask(asked);
    await this.unitOfWork.run(centreId, async (tx) => {
      if (exchange) await this.evidence.store(tx, asked.loan.caseId, [exchange]);
      await this.loans.lock(tx, asked.loan.id);
      if (said === null) {
        await postponeBranch(tx, { id: claim.id, token: claim.token, dueInMs: askAgainMs(claim.attempts) });
        return;
      }
      await this.apply(tx, asked.branch, claim, said);
    });
  }

  private async find(tx: Tx, id: string): Promise<AskedBranch | null> {
    const branch = await selectBranch(tx, id);
    const hall = branch && (await selectHall(tx, branch.loanId));
    const loan = branch && (await this.loans.find(tx, branch.loanId));
    if (!branch || !hall || !loan) return null;
    const mortgages = await selectMortgages(tx, loan.id);
    const ownCertificates = mortgages.flatMap(({ ours, certNo }) =>
      ours && certNo !== null ? [certNo] : [],
    );
    return { loan, hall, branch, ownCertificates };
  }

  /** What is older than what was heard last changes nothing; a branch that has moved on meanwhile is asked about anew. */
  @CrashPoint('hall-said')
  private async apply(
    tx: Tx,
    { id, loanId, branch, seq, shown, state }: HallBranch,
    { token }: Claim,
    said: DepartmentSaid,
  ): Promise<void> {
    const newer = said.seq >= seq;
    const kept = { seq: said.seq, shown: newer ? said.shown : shown, dueInMs: againMs(branch) };
    if (!(await storeSaid(tx, { id, token }, kept)) || !newer || said.to === null) return;
    if (said.to !== state && (await this.running.move(tx, loanId, branch, said.to))) {
      if (branch === 'contract' && said.to === 'cancelled') await this.running.contractCancelled(tx, loanId);
      await this.running.advance(tx, loanId);
    }
  }
}
