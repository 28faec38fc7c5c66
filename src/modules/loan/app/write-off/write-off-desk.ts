import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import { fen, yuan } from '../../../../kernel/money';
import type { Tx } from '../../../../platform/database/tx';
import { UnitOfWork } from '../../../../platform/database/unit-of-work';
import { ClerkAtDesk, type CommandAnswer, Commands } from '../../../casework';
import { WRITE_OFF_GROUNDS, type WriteOffGround, WriteOffRefused } from '../../domain/servicing/write-off';
import { selectWriteOffs } from '../../store/servicing/write-off-store';
import { LoanAccess, type VisibleLoan } from '../application/loan-access';
import { ReadLoans } from '../application/read-loans';
import { notWrittenOff } from './write-off-problems';
import { WriteOffs } from './write-offs';

type Command = { readonly key: string; readonly bodyHash: string };

/** A write-off as people of the centre see it; amounts in yuan. */
export interface WriteOffView {
  readonly loanId: string;
  readonly loanNo: string;
  readonly state: 'proposed' | 'approved' | 'declined';
  readonly ground: { readonly code: WriteOffGround; readonly zh: string; readonly en: string };
  readonly evidenceNo: string;
  readonly proposedAt: string;
  readonly decidedAt: string | null;
  readonly principal: string | null;
}

const SHOWN = 200;

/** The two people of a write-off at their desks. Nobody acts on a loan of their own or of those near to them. */
@Injectable()
export class WriteOffDesk {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly commands: Commands,
    private readonly access: LoanAccess,
    private readonly loans: ReadLoans,
    private readonly clerks: ClerkAtDesk,
    private readonly writeOffs: WriteOffs,
  ) {}

  /** Problems: 403 nobody named, or too near; 404; 409 no loss, or proposed before. */
  propose(
    actor: Actor,
    of: { loanId: string; ground: WriteOffGround; evidenceNo: string },
    command: Command,
  ): Promise<CommandAnswer & { replayed: boolean }> {
    return this.act(actor, `POST /v1/loans/${of.loanId}/write-off`, of.loanId, command, async (tx, by) => {
      await this.writeOffs.propose(tx, { ...of, by });
    });
  }

  /** Problems: 403 nobody named, or too near; 404; 409 nothing proposed, the same person, the reserve too low. */
  decide(
    actor: Actor,
    of: { loanId: string; approve: boolean },
    command: Command,
  ): Promise<CommandAnswer & { replayed: boolean }> {
    const route = `POST /v1/loans/${of.loanId}/write-off/decision`;
    return this.act(actor, route, of.loanId, command, (tx, by) => this.writeOffs.decide(tx, { ...of, by }));
  }

  /** The latest first. */
  list(actor: Actor): Promise<WriteOffView[]> {
    return this.unitOfWork.read(actor.centreId, async (tx) =>
      (await selectWriteOffs(tx, SHOWN)).map(
        ({ loanId, loanNo, state, ground, evidenceNo, proposedAt, decidedAt, principalFen }) => ({
          ...{ loanId, loanNo, state, evidenceNo },
          ground: { code: ground, ...WRITE_OFF_GROUNDS[ground] },
          proposedAt: proposedAt.toISOString(),
          decidedAt: decidedAt?.toISOString() ?? null,
          principal: principalFen === null ? null : yuan(fen(principalFen)),
        }),
      ),
    );
  }

  private act(
    actor: Actor,
    route: string,
    loanId: string,
    command: Command,
    work: (tx: Tx, by: string) => Promise<void>,
  ): Promise<CommandAnswer & { replayed: boolean }> {
    return this.commands.once({ actor, route, ...command }, async (tx) => {
      const seen = await this.access.visible(tx, actor, loanId);
      const by = await this.personOf(tx, actor, seen);
      try {
        await work(tx, by);
      } catch (error) {
        if (error instanceof WriteOffRefused) throw notWrittenOff(error.code);
        throw error;
      }
      const after = await this.access.visible(tx, actor, loanId);
      return { status: 200, answer: JSON.stringify(await this.loans.view(tx, after)) };
    });
  }

  private personOf(tx: Tx, actor: Actor, { loan, parties }: VisibleLoan): Promise<string> {
    const owner = { personId: loan.borrowerId, employerId: null };
    return this.clerks.assertMayAct(
      tx,
      actor,
      owner,
      parties.map(({ personId }) => personId),
    );
  }
}
