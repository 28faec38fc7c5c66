import { Injectable } from '@nestjs/common';
import { newId } from '../../../../kernel/identifiers/uuid';
import { Clock } from '../../../../platform/clock';
import { CrashPoint } from '../../../../platform/crash-point';
import { Sealer } from '../../../../platform/crypto';
import type { Tx } from '../../../../platform/database/tx';
import { Parties } from '../../../party';
import { BRANCH_NAMES, HALL_BRANCHES } from '../../domain/hall/hall-branch';
import type { HallForm } from '../../domain/hall/hall-form';
import { insertBranches } from '../../store/loan-hall-branch-store';
import { insertHall } from '../../store/loan-hall-store';
import { LoanFile } from '../loan-file';
import { firstAskMs } from './hall-times';

/** Opens the joint case with the commitment: the one form goes to every department, nobody is asked for another. */
@Injectable()
export class OpenHall {
  constructor(
    private readonly loans: LoanFile,
    private readonly parties: Parties,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  /** @param of.until last day of the commitment. */
  @CrashPoint('hall-opened')
  async open(tx: Tx, of: { readonly loanId: string; readonly until: string }, form: HallForm): Promise<void> {
    const at = this.clock.now();
    const { loanId, until } = of;
    await this.parties.ensurePersons(
      tx,
      form.sellers.map(({ name, idNo }) => ({ name, idNo })),
    );
    const sellerIds = form.sellers.map(({ idNo }) => this.parties.idOf(idNo));
    const formSealed = this.sealer.seal(JSON.stringify(form));
    await insertHall(tx, { loanId, until, contractNo: form.contractNo, formSealed, sellerIds, at });
    const branches = BRANCH_NAMES.map((branch) => ({
      id: newId(),
      branch,
      state: HALL_BRANCHES[branch].first,
      dueInMs: firstAskMs(branch),
    }));
    await insertBranches(tx, loanId, branches, at);
    await this.loans.tell(tx, loanId, { kind: 'hall-opened', body: { contractNo: form.contractNo } });
  }
}
