import { Injectable } from '@nestjs/common';
import { addDays, parseDay } from '../../../../kernel/calendar';
import { newId } from '../../../../kernel/identifiers/uuid';
import { Clock } from '../../../../platform/clock';
import { AppConfig, LEASE_MS } from '../../../../platform/config';
import { CrashPoint } from '../../../../platform/crash-point';
import type { Tx } from '../../../../platform/database/tx';
import { UnitOfWork } from '../../../../platform/database/unit-of-work';
import { type Claim, claimDue } from '../../../../platform/lease/lease';
import { dueOf, DueWatch } from '../../../../platform/lease/due-watch';
import { DueWorker } from '../../../../platform/lease/due-worker';
import { nameOf } from '../../../../platform/lease/worker';
import { Evidence, type Grants, RealEstate } from '../../../registry';
import type { NewLoanEvent } from '../../domain/loan-event';
import { askAgainMs } from '../../domain/mortgage/mortgage-told';
import {
  insertClearance,
  type LoanClearance,
  postponeClearance,
  selectClearance,
  storeClearance,
} from '../../store/loan-clearance-store';
import { selectMortgages } from '../../store/loan-mortgage-store';
import { LoanFile } from '../loan-file';
import { LoanIncidents } from '../mortgage/loan-incidents';

/** For which the registry is asked about the old mortgage, and for which fields. */
export const CLEARANCE_PURPOSE = 'loan-clearance';
export const CLEARANCE_GRANTS: Grants = { 'REA.unit': ['mortgages'] };

const batch = 8;
const leased = { table: 'loan_clearance', work: `t.state <> 'cleared'` };
const AGAIN_MS = 3_600_000;
/** Days after the payment on which a person looks, when the old mortgage still stands [assume]. */
const PATIENCE_DAYS = 30;

/**
 * A bank loan that ours has paid off (DK05): our mortgage stands behind the lender's until that one is gone. The
 * registry is asked until it is; nobody applies for anything.
 */
@Injectable()
export class WatchClearances extends DueWorker {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly loans: LoanFile,
    private readonly titles: RealEstate,
    private readonly evidence: Evidence,
    private readonly incidents: LoanIncidents,
    private readonly clock: Clock,
    private readonly config: AppConfig,
    watch: DueWatch,
  ) {
    super('clearances', watch, [dueOf(leased)]);
  }

  /** The lender is paid: its mortgage is watched from now on. */
  async follow(tx: Tx, loanId: string, { kind }: NewLoanEvent): Promise<void> {
    if (kind !== 'disbursed') return;
    const loan = await this.loans.find(tx, loanId);
    if (loan?.purpose === 'conversion') await this.begin(tx, loanId);
  }

  @CrashPoint('clearance-begun')
  private begin(tx: Tx, loanId: string): Promise<void> {
    return insertClearance(tx, {
      id: newId(),
      loanId,
      paidOn: this.clock.today(),
      at: this.clock.now(),
    });
  }

  async workOnce(): Promise<number> {
    const { centreId, instanceName: owner } = this.config;
    const claims = await this.unitOfWork.run(centreId, (tx) =>
      claimDue(tx, leased, { owner, ttlMs: LEASE_MS, limit: batch }),
    );
    for (const claim of claims) {
      try {
        await this.ask(centreId, claim);
      } catch (error) {
        // The lease runs out, and it is asked again.
        this.logger.warn({ event: 'clearance-failed', clearanceId: claim.id, fault: nameOf(error) });
      }
    }
    return claims.length;
  }

  @CrashPoint('clearance-asked')
  private async ask(centreId: number, { id, token, attempts }: Claim): Promise<void> {
    const found = await this.unitOfWork.read(centreId, async (tx) => {
      const clearance = await selectClearance(tx, { id });
      const loan = clearance && (await this.loans.find(tx, clearance.loanId));
      if (!clearance || !loan) return null;
      const own = (await selectMortgages(tx, loan.id)).map(({ certNo }) => certNo);
      return { clearance, loan, own };
    });
    if (!found) return;
    const { clearance, loan, own } = found;
    const ask = {
      traceId: id.replaceAll('-', ''),
      purpose: CLEARANCE_PURPOSE,
      caseId: loan.caseId,
      basis: '借款合同约定结清原贷款并注销原抵押',
    };
    const answer = await this.titles.unit(ask, loan.unitKey, ['mortgages']);
    await this.unitOfWork.run(centreId, async (tx) => {
      if (answer.exchange) await this.evidence.store(tx, loan.caseId, [answer.exchange]);
      if (answer.state === 'unknown')
        return postponeClearance(tx, { id, token, dueInMs: askAgainMs(attempts) });
      const others = answer.value.mortgages.filter(({ certNo }) => !own.includes(certNo)).length;
      await this.apply(tx, clearance, token, others);
    });
  }

  @CrashPoint('clearance-told')
  private async apply(tx: Tx, was: LoanClearance, token: bigint, others: number): Promise<void> {
    const { id, loanId, paidOn, reported } = was;
    const state = others === 0 ? 'cleared' : 'standing';
    const late = state === 'standing' && this.clock.today() > addDays(parseDay(paidOn), PATIENCE_DAYS);
    const dueInMs = state === 'cleared' ? null : AGAIN_MS;
    const to = { state, reported: reported || late, at: this.clock.now(), dueInMs } as const;
    if (!(await storeClearance(tx, { id, token }, to))) return;
    if (late && !reported)
      await this.incidents.report(tx, loanId, 'OLD_MORTGAGE_STANDS', { mortgages: others });
    if (state !== was.state)
      await this.loans.tell(tx, loanId, {
        kind: state === 'cleared' ? 'old-mortgage-cleared' : 'old-mortgage-stands',
        body: { mortgages: others },
      });
  }
}
