import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import { newId } from '../../../../kernel/identifiers/uuid';
import { Clock } from '../../../../platform/clock';
import { CrashPoint } from '../../../../platform/crash-point';
import type { Tx } from '../../../../platform/database/tx';
import { conflict, type Problem } from '../../../../platform/http';
import { type CommandAnswer, Commands } from '../../../casework';
import type { Loan, LoanPurpose } from '../../store/loan-store';
import { insertMortgage, type LoanMortgage, selectMortgages } from '../../store/loan-mortgage-store';
import { LoanAccess } from '../application/loan-access';
import { ReadLoans } from '../application/read-loans';
import { ReleaseMortgage } from './release-mortgage';

/** What is asked for each purpose (handbook 5.13): a home that has its title is mortgaged, one that has none is noted. */
const KINDS: Readonly<Record<LoanPurpose, LoanMortgage['kind']>> = {
  'new-home': 'pre-notice',
  'second-hand': 'transfer-and-mortgage',
  build: 'mortgage',
  conversion: 'mortgage',
};

/** Whether the mortgage of a loan has to wait, or is not wanted. */
export type TitleGuard = (tx: Tx, loanId: string) => Promise<boolean>;
export type TitleListener = (tx: Tx, loanId: string) => Promise<void>;

/** Asks the title registry for the mortgage of a signed loan; the borrower applies for nothing. */
@Injectable()
export class RequestMortgage {
  private readonly guards: TitleGuard[] = [];
  private readonly listeners: TitleListener[] = [];

  constructor(
    private readonly commands: Commands,
    private readonly access: LoanAccess,
    private readonly loans: ReadLoans,
    private readonly releases: ReleaseMortgage,
    private readonly clock: Clock,
  ) {}

  holdBack(guard: TitleGuard): void {
    this.guards.push(guard);
  }

  register(listener: TitleListener): void {
    this.listeners.push(listener);
  }

  /** In the transaction in which the loan is signed, unless it waits for something else. */
  async whenSigned(tx: Tx, loan: Pick<Loan, 'id' | 'loanNo' | 'purpose'>): Promise<void> {
    if (!(await this.isHeldBack(tx, loan.id))) await this.request(tx, loan);
  }

  /** The loan is locked; a worker puts it to the registry at once. */
  async request(
    tx: Tx,
    { id: loanId, loanNo, purpose }: Pick<Loan, 'id' | 'loanNo' | 'purpose'>,
  ): Promise<void> {
    const at = this.clock.now();
    await insertMortgage(tx, { id: newId(), loanId, loanNo, kind: KINDS[purpose], conversion: false, at });
    for (const listener of this.listeners) await listener(tx, loanId);
  }

  /** The home has its title now: its pre-notice becomes a mortgage. The loan is locked. */
  @CrashPoint('mortgage-conversion')
  async convert(tx: Tx, loan: { loanId: string; loanNo: string }): Promise<void> {
    const at = this.clock.now();
    await insertMortgage(tx, { id: newId(), ...loan, kind: 'mortgage', conversion: true, at });
  }

  /**
   * A clerk asks anew after the registry refused, or cancelled before the money left; likewise for a pre-notice that was
   * to become a mortgage and did not, or is none any more, and for the release of a void loan's mortgage. Problems: 403, 404, 409.
   */
  again(
    actor: Actor,
    loanId: string,
    command: { key: string; bodyHash: string },
  ): Promise<CommandAnswer & { replayed: boolean }> {
    const route = `POST /v1/loans/${loanId}/mortgage`;
    return this.commands.once({ actor, route, ...command }, async (tx) => {
      const { loan } = await this.access.visible(tx, actor, loanId, { lock: true });
      const all = await selectMortgages(tx, loanId);
      if (loan.state === 'signed') {
        if (isOpen(all.find(({ conversion }) => !conversion)) || (await this.isHeldBack(tx, loanId)))
          throw notToRequest();
        await this.request(tx, loan);
      } else if (loan.state === 'void') {
        // A release that the registry refused; nothing else is asked for a loan that came to nothing.
        if (!(await this.releases.again(tx, loan))) throw notToRequest();
      } else {
        const last = all.find(({ conversion }) => conversion);
        if (!last || isOpen(last) || loan.state === 'settled') throw notToRequest();
        await this.convert(tx, { loanId, loanNo: loan.loanNo });
      }
      const seen = await this.access.visible(tx, actor, loanId);
      return { status: 200, answer: JSON.stringify(await this.loans.view(tx, seen)) };
    });
  }

  private async isHeldBack(tx: Tx, loanId: string): Promise<boolean> {
    for (const guard of this.guards) if (await guard(tx, loanId)) return true;
    return false;
  }
}

/** The registry has it in hand, or it stands. */
function isOpen(mortgage: LoanMortgage | undefined): boolean {
  const state = mortgage?.state;
  return state === 'requested' || state === 'accepted' || state === 'registered';
}

/** 409: only a signed loan without an open application asks for its mortgage. */
function notToRequest(): Problem {
  return conflict('MORTGAGE_NOT_WANTED', {
    zh: '贷款未签约，或抵押登记已在办理，不需再次申请。',
    en: 'The loan is not signed, or its mortgage is under way: nothing more is asked for.',
  });
}
