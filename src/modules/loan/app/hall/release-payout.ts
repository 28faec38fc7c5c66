import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import { CrashPoint } from '../../../../platform/crash-point';
import type { Tx } from '../../../../platform/database/tx';
import { conflict, type Problem } from '../../../../platform/http';
import { ClerkAtDesk, type CommandAnswer, Commands } from '../../../casework';
import {
  selectHall,
  selectReleaseProposer,
  selectSellers,
  storeReleaseDecision,
  storeReleaseProposal,
} from '../../store/loan-hall-store';
import { LoanAccess } from '../application/loan-access';
import { ReadHall } from './read-hall';
import { RunHall } from './run-hall';

type Command = { readonly key: string; readonly bodyHash: string };

/**
 * The contract of a sale was cancelled when the loan had been paid into custody. What lies there goes to the seller only
 * if a clerk proposes it upon a ruling or settlement and a manager agrees: nothing automatic pays it.
 */
@Injectable()
export class ReleasePayout {
  constructor(
    private readonly commands: Commands,
    private readonly access: LoanAccess,
    private readonly clerks: ClerkAtDesk,
    private readonly running: RunHall,
    private readonly halls: ReadHall,
  ) {}

  /** Problems: 403 nobody named, or too near; 404; 409 the seller is not held back, or it was proposed before. */
  @CrashPoint('hall-release-proposed')
  propose(
    actor: Actor,
    of: { loanId: string; evidenceNo: string },
    command: Command,
  ): Promise<CommandAnswer & { replayed: boolean }> {
    const { loanId, evidenceNo } = of;
    return this.act(actor, `POST /v1/loans/${loanId}/hall/payout`, loanId, command, async (tx, by) => {
      const hall = await selectHall(tx, loanId);
      const { contract, money } = await this.running.states(tx, loanId);
      if (hall?.state !== 'open' || contract !== 'cancelled' || money !== 'paid') throw notHeldBack();
      await storeReleaseProposal(tx, loanId, { evidenceNo, by });
      await this.running.move(tx, loanId, 'contract', 'proposed');
    });
  }

  /** Problems: 403 nobody named, or too near; 404; 409 nothing proposed, or the same person. */
  @CrashPoint('hall-release-decided')
  decide(
    actor: Actor,
    of: { loanId: string; agreed: boolean },
    command: Command,
  ): Promise<CommandAnswer & { replayed: boolean }> {
    const { loanId, agreed } = of;
    const route = `POST /v1/loans/${loanId}/hall/payout/decision`;
    return this.act(actor, route, loanId, command, async (tx, by) => {
      if ((await this.running.states(tx, loanId)).contract !== 'proposed') throw notProposed();
      if ((await selectReleaseProposer(tx, loanId)) === by) throw secondPersonWanted();
      if (agreed) await storeReleaseDecision(tx, loanId, by);
      await this.running.move(tx, loanId, 'contract', agreed ? 'upheld' : 'cancelled');
      await this.running.advance(tx, loanId);
    });
  }

  private act(
    actor: Actor,
    route: string,
    loanId: string,
    command: Command,
    work: (tx: Tx, by: string) => Promise<void>,
  ): Promise<CommandAnswer & { replayed: boolean }> {
    return this.commands.once({ actor, route, ...command }, async (tx) => {
      const { loan, parties } = await this.access.visible(tx, actor, loanId, { lock: true });
      const named = [...parties.map(({ personId }) => personId), ...(await selectSellers(tx, loanId))];
      const owner = { personId: loan.borrowerId, employerId: null };
      await work(tx, await this.clerks.assertMayAct(tx, actor, owner, named));
      return { status: 200, answer: JSON.stringify(await this.halls.of(tx, loan)) };
    });
  }
}

/** 409: only a seller who is held back because the contract was cancelled is let through. */
function notHeldBack(): Problem {
  return conflict('PAYOUT_NOT_HELD', {
    zh: '该联办没有因合同撤销而暂停付给卖方的监管资金。',
    en: 'No money in custody is held back from the seller of a cancelled contract.',
  });
}

/** 409: somebody proposes it first. */
function notProposed(): Problem {
  return conflict('PAYOUT_NOT_PROPOSED', {
    zh: '没有待审批的付卖方申请。',
    en: 'Nobody has proposed that the seller is paid.',
  });
}

/** 409: one person cannot be two. */
function secondPersonWanted(): Problem {
  return conflict('SECOND_PERSON_WANTED', {
    zh: '须由提请人以外的人审批。',
    en: 'Whoever proposed it does not decide on it.',
  });
}
