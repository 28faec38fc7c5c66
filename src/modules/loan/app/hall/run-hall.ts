import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../platform/clock';
import { CrashPoint } from '../../../../platform/crash-point';
import type { Tx } from '../../../../platform/database/tx';
import { conflict, type Problem } from '../../../../platform/http';
import { type BranchStates, type HallBranchName, isOver, mayMove } from '../../domain/hall/hall-branch';
import { type HallAct, moneyIsOut, nextAct } from '../../domain/hall/hall-saga';
import { movesOf } from '../../domain/hall/loan-told';
import type { NewLoanEvent } from '../../domain/loan-event';
import { selectBranches, stopAsking, storeBranchState } from '../../store/loan-hall-branch-store';
import { type LoanHall, selectHall, storeHallState } from '../../store/loan-hall-store';
import { withdrawAtRegistry } from '../../store/loan-mortgage-store';
import { type Ending, VoidLoans } from '../application/void-loans';
import { LoanFile } from '../loan-file';
import { LoanIncidents } from '../mortgage/loan-incidents';
import { RequestMortgage } from '../mortgage/request-mortgage';
import { askInMs } from './hall-times';

/** More acts in a row than a joint case has branches: something goes round. */
const MOST_ACTS = 16;

/**
 * The saga of the one hall: moves branches, and does what is due then. Whoever calls holds the lock of the loan; every
 * act moves a branch in the same transaction, so it is done once.
 */
@Injectable()
export class RunHall {
  constructor(
    private readonly loans: LoanFile,
    private readonly voidLoans: VoidLoans,
    private readonly mortgages: RequestMortgage,
    private readonly incidents: LoanIncidents,
    private readonly clock: Clock,
  ) {}

  /** Moves a branch where its states allow it; false where they do not. */
  @CrashPoint('hall-moved')
  async move(tx: Tx, loanId: string, branch: HallBranchName, to: string): Promise<boolean> {
    const from = (await this.states(tx, loanId))[branch];
    if (!mayMove(branch, from, to)) return false;
    const at = this.clock.now();
    const dueInMs = askInMs(branch, to, isOver(branch, to));
    await storeBranchState(tx, { loanId, branch }, { state: to, at, dueInMs });
    await this.loans.tell(tx, loanId, { kind: 'hall-moved', body: { branch, state: to } });
    return true;
  }

  /** Does everything that is due now. */
  async advance(tx: Tx, loanId: string): Promise<void> {
    for (let acts = 0; acts < MOST_ACTS; acts += 1) {
      const hall = await selectHall(tx, loanId);
      if (!hall) return;
      const act = nextAct(hall.state, await this.states(tx, loanId));
      if (act === null) return;
      await this.perform(tx, hall, act);
    }
    throw new Error(`the joint case of loan ${loanId} goes round`);
  }

  /** Something befell the loan, its mortgage or its money: the branches B, E and F follow. */
  async follow(tx: Tx, loanId: string, { kind, body }: NewLoanEvent): Promise<void> {
    const moves = movesOf(kind);
    if (moves.length === 0) return;
    const hall = await selectHall(tx, loanId);
    if (!hall) return;
    let moved = false;
    for (const { branch, to } of moves) moved = (await this.move(tx, loanId, branch, to)) || moved;
    if (!moved) return;
    if (kind === 'lapsed' || kind === 'cancelled') {
      const reason = typeof body['reason'] === 'string' ? body['reason'] : kind;
      await this.loanEnded(tx, hall, { step: kind === 'lapsed' ? 'lapse' : 'cancel', reason });
    }
    await this.advance(tx, loanId);
  }

  /**
   * The loan is about to end. While the registry has the transfer, the registry is asked to give it back first: true,
   * the loan ends when it has. Once the title has passed the loan is paid. @throws Problem 409 then.
   */
  async holdBack(tx: Tx, loanId: string, ending: Ending): Promise<boolean> {
    const hall = await selectHall(tx, loanId);
    if (!hall || hall.state === 'undone') return false;
    const { title } = await this.states(tx, loanId);
    if (title === 'registered') throw titlePassed();
    if (title !== 'requested' && title !== 'accepted') return false;
    if (hall.state === 'open') await this.unwind(tx, loanId, ending);
    return true;
  }

  /** Takes back what was begun; the title first, if the registry has it. */
  @CrashPoint('hall-unwound')
  async unwind(tx: Tx, loanId: string, { step, reason }: Ending): Promise<void> {
    await storeHallState(tx, loanId, { state: 'unwinding', ending: { step, reason }, at: this.clock.now() });
    await stopAsking(tx, loanId);
    await withdrawAtRegistry(tx, loanId);
    await this.loans.tell(tx, loanId, { kind: 'hall-unwinding', body: { reason } });
  }

  /** When the title had passed already, or the money has left, a person has to look: nothing is taken back by itself. */
  async contractCancelled(tx: Tx, loanId: string): Promise<void> {
    const states = await this.states(tx, loanId);
    if (states.title === 'registered' || moneyIsOut(states))
      await this.incidents.report(tx, loanId, 'CONTRACT_CANCELLED_AFTER_TRANSFER');
  }

  /** The mortgage waits for the other branches, or is not wanted any more. */
  async holdsTitle(tx: Tx, loanId: string): Promise<boolean> {
    const hall = await selectHall(tx, loanId);
    if (!hall) return false;
    const { title } = await this.states(tx, loanId);
    return hall.state !== 'open' || title === 'waiting';
  }

  async titleRequested(tx: Tx, loanId: string): Promise<void> {
    if ((await selectHall(tx, loanId)) !== null) await this.must(tx, loanId, 'title', 'requested');
  }

  async states(tx: Tx, loanId: string): Promise<BranchStates> {
    const branches = await selectBranches(tx, loanId);
    return Object.fromEntries(
      branches.map(({ branch, state }) => [branch, state]),
    ) as unknown as BranchStates;
  }

  private async perform(tx: Tx, { loanId, endingStep, endingReason }: LoanHall, act: HallAct): Promise<void> {
    switch (act.act) {
      case 'confirm-contract':
        return this.must(tx, loanId, 'contract', 'confirming');
      case 'request-title':
        return this.requestTitle(tx, loanId);
      case 'ask-clearance':
        return this.askClearance(tx, loanId);
      case 'pay-seller':
        return this.paySeller(tx, loanId);
      case 'end':
        return this.unwind(tx, loanId, { step: 'cancel', reason: act.reason });
      case 'void-loan':
        return this.voidLoan(tx, loanId, {
          step: endingStep ?? 'cancel',
          reason: endingReason ?? 'borrower',
        });
      case 'withdraw-tax':
        return this.withdrawTax(tx, loanId);
      case 'return-custody':
        return this.returnCustody(tx, loanId);
      case 'resume':
        return this.resume(tx, loanId);
      case 'finish':
        return this.close(tx, loanId, 'done');
      case 'undone':
        return this.close(tx, loanId, 'undone');
    }
  }

  @CrashPoint('hall-clearance')
  private askClearance(tx: Tx, loanId: string): Promise<void> {
    return this.must(tx, loanId, 'clearance', 'asking');
  }

  @CrashPoint('hall-payout')
  private paySeller(tx: Tx, loanId: string): Promise<void> {
    return this.must(tx, loanId, 'payout', 'ordered');
  }

  @CrashPoint('hall-tax-withdrawn')
  private withdrawTax(tx: Tx, loanId: string): Promise<void> {
    return this.must(tx, loanId, 'tax', 'withdrawing');
  }

  @CrashPoint('hall-custody-returned')
  private returnCustody(tx: Tx, loanId: string): Promise<void> {
    return this.must(tx, loanId, 'custody', 'returning');
  }

  /** The title has passed all the same; where the contract was cancelled meanwhile a person looks. */
  @CrashPoint('hall-resumed')
  private async resume(tx: Tx, loanId: string): Promise<void> {
    await storeHallState(tx, loanId, { state: 'open', ending: null, at: this.clock.now() });
    await this.loans.tell(tx, loanId, { kind: 'hall-resumed', body: {} });
    if ((await this.states(tx, loanId)).contract === 'cancelled') await this.contractCancelled(tx, loanId);
  }

  @CrashPoint('hall-closed')
  private async close(tx: Tx, loanId: string, as: 'done' | 'undone'): Promise<void> {
    await storeHallState(tx, loanId, { state: as, at: this.clock.now() });
    await stopAsking(tx, loanId);
    await this.loans.tell(tx, loanId, { kind: as === 'done' ? 'hall-done' : 'hall-undone', body: {} });
  }

  @CrashPoint('hall-joined')
  private async requestTitle(tx: Tx, loanId: string): Promise<void> {
    const loan = await this.loans.find(tx, loanId);
    if (!loan) throw new Error('a joint case is of a loan');
    await this.mortgages.request(tx, loan);
    await this.loans.tell(tx, loanId, { kind: 'hall-joined', body: {} });
  }

  @CrashPoint('hall-loan-voided')
  private async voidLoan(tx: Tx, loanId: string, ending: Ending): Promise<void> {
    const loan = await this.loans.find(tx, loanId);
    if (!loan) throw new Error('a joint case is of a loan');
    await this.voidLoans.void(tx, loan, ending);
  }

  /** The loan is void: what waited for it is not wanted any more, and the rest is taken back. */
  private async loanEnded(tx: Tx, { loanId, state }: LoanHall, ending: Ending): Promise<void> {
    if (state === 'open') await this.unwind(tx, loanId, ending);
    for (const branch of ['title', 'money', 'clearance', 'payout'] as const)
      await this.move(tx, loanId, branch, 'given-up');
  }

  private async must(tx: Tx, loanId: string, branch: HallBranchName, to: string): Promise<void> {
    if (!(await this.move(tx, loanId, branch, to))) throw new Error(`${branch} cannot come to ${to}`);
  }
}

/** 409: home and mortgage have changed hands; what is left is the payment. */
function titlePassed(): Problem {
  return conflict('TITLE_HAS_PASSED', {
    zh: '房屋已过户并办妥抵押，贷款不能撤销，将划入监管账户。',
    en: 'The title has passed and the mortgage stands: the loan cannot be given up and is paid into custody.',
  });
}
