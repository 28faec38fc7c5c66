import { Injectable } from '@nestjs/common';
import { newId } from '../../../../kernel/identifiers/uuid';
import { Clock } from '../../../../platform/clock';
import type { Tx } from '../../../../platform/database/tx';
import { insertMortgage, type LoanMortgage, selectMortgages } from '../../store/loan-mortgage-store';
import type { Loan } from '../../store/loan-store';
import { LoanFile } from '../loan-file';

/** How the mortgage of a settled or void loan stands: asked to be released, released, or none of it is known here. */
export type ReleaseState = 'requested' | 'released' | 'none';

/**
 * Gives the mortgage of a settled or void loan up at the title registry (抵押注销): an application like that for the mortgage,
 * put by the same worker and answered by the same events. The loan is locked.
 */
@Injectable()
export class ReleaseMortgage {
  constructor(
    private readonly loans: LoanFile,
    private readonly clock: Clock,
  ) {}

  /** Asks for it where it stands and nobody asked, or the registry refused; otherwise says how it is. */
  async request(
    tx: Tx,
    { id: loanId, loanNo, caseId }: Pick<Loan, 'id' | 'loanNo' | 'caseId'>,
  ): Promise<ReleaseState> {
    const all = await selectMortgages(tx, loanId);
    const standing = all.find(
      ({ kind, state, ours }) => kind !== 'release' && state === 'registered' && ours,
    );
    // A pre-notice may have become a mortgage when its release was asked for: each certificate is released by itself.
    const asked = all.find(
      ({ kind, releases }) => kind === 'release' && (!standing || releases === standing.certNo),
    );
    if (asked?.state === 'registered') return 'released';
    if (asked?.state === 'requested' || asked?.state === 'accepted') return 'requested';
    const at = this.clock.now();
    if (!standing?.certNo) return this.inquire(tx, { loanId, loanNo, caseId }, all);
    const releases = standing.certNo;
    await insertMortgage(tx, {
      id: newId(),
      loanId,
      loanNo,
      kind: 'release',
      conversion: false,
      releases,
      at,
    });
    await this.loans.tell(tx, loanId, { kind: 'release-requested', body: { certNo: releases } });
    return 'requested';
  }

  /** Asks again for what stands and was refused; false where nothing stands, or it is under way. */
  async again(tx: Tx, loan: Pick<Loan, 'id' | 'loanNo' | 'caseId'>): Promise<boolean> {
    const all = await selectMortgages(tx, loan.id);
    if (all.some(({ kind, state }) => kind === 'release' && (state === 'requested' || state === 'accepted')))
      return false;
    return (await this.request(tx, loan)) === 'requested';
  }

  /** Of a loan that was taken over without a certificate the registry is asked what stands on its home; then it is released. */
  private async inquire(
    tx: Tx,
    { loanId, loanNo, caseId }: { loanId: string; loanNo: string; caseId: string | null },
    all: readonly LoanMortgage[],
  ): Promise<ReleaseState> {
    if (caseId !== null || all.some(({ kind }) => kind !== 'inquiry')) return 'none';
    if (all.some(({ state }) => state === 'requested')) return 'requested';
    const at = this.clock.now();
    await insertMortgage(tx, { id: newId(), loanId, loanNo, kind: 'inquiry', conversion: false, at });
    return 'requested';
  }
}
