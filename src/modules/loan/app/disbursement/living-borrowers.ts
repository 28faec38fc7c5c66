import { Injectable } from '@nestjs/common';
import { Sealer } from '../../../../platform/crypto';
import type { Tx } from '../../../../platform/database/tx';
import { UnitOfWork } from '../../../../platform/database/unit-of-work';
import { type Ask, Evidence, type Grants, Police } from '../../../registry';
import type { LoanDetails } from '../../domain/loan-details';
import { selectDisbursement } from '../../store/loan-disbursement-store';
import { LoanFile } from '../loan-file';
import { LoanIncidents } from '../mortgage/loan-incidents';
import { stopPayment } from './stop-payment';

/** For which police and housing bureau are asked before money leaves, and for which fields. */
export const LIVING_PURPOSE = 'loan-disbursement';
export const LIVING_GRANTS: Grants = {
  'POL.people': ['alive'],
  'HSG.filed-contracts': ['contractNo', 'status'],
};

type Word = 'living' | 'deceased' | 'not-confirmed' | 'silent';

/** Nobody owes what was paid out after their death: the police are asked about whoever borrows right before the money leaves. */
@Injectable()
export class LivingBorrowers {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly loans: LoanFile,
    private readonly police: Police,
    private readonly evidence: Evidence,
    private readonly incidents: LoanIncidents,
    private readonly sealer: Sealer,
  ) {}

  /**
   * Whether the money of a loan that is due may leave. Where somebody has died, or is not who they were, it is held for
   * a person to look; while the police are silent it stays due and is tried again.
   */
  async confirmed(centreId: number, loanId: string): Promise<boolean> {
    const found = await this.unitOfWork.read(centreId, async (tx) => {
      const loan = await this.loans.find(tx, loanId);
      return (await selectDisbursement(tx, loanId))?.state === 'due' ? loan : null;
    });
    if (!found) return false;
    const { parties } = JSON.parse(this.sealer.open(found.detailsSealed)) as LoanDetails;
    const people = parties
      .filter(({ role }) => role !== 'guarantor')
      .map(({ name, idNo }) => ({ name, idNo }));
    const ask: Ask = {
      traceId: loanId.replaceAll('-', ''),
      purpose: LIVING_PURPOSE,
      caseId: found.caseId,
      basis: '借款合同约定放款前核验借款人身份',
    };
    const answer = await this.police.people(ask, people, ['alive']);
    const word = answer.state === 'known' ? wordOf(answer.value) : 'silent';
    return this.unitOfWork.run(centreId, async (tx) => {
      if (answer.exchange) await this.evidence.store(tx, found.caseId, [answer.exchange]);
      if (word !== 'living') await this.stop(tx, loanId, word);
      return word === 'living';
    });
  }

  private async stop(tx: Tx, loanId: string, word: Exclude<Word, 'living'>): Promise<void> {
    await this.loans.lock(tx, loanId);
    if (!(await stopPayment(tx, loanId, word === 'silent' ? 'later' : 'held'))) return;
    await this.incidents.report(
      tx,
      loanId,
      word === 'deceased' ? 'BORROWER_DECEASED' : 'BORROWER_NOT_CONFIRMED',
    );
  }
}

function wordOf(records: readonly { readonly match: boolean; readonly alive?: boolean }[]): Word {
  if (records.some(({ match, alive }) => match && alive === false)) return 'deceased';
  return records.every(({ match, alive }) => match && alive === true) ? 'living' : 'not-confirmed';
}
