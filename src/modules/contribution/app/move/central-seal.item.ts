import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import { fen, yuan } from '../../../../kernel/money';
import type { Tx } from '../../../../platform/database/tx';
import { notFound } from '../../../../platform/http';
import type { CarryOutResult, CaseContext, Item, Subject } from '../../../casework';
import { Ledger } from '../../../ledger';
import { takenUpFrom } from '../../../policy';
import type { Grants } from '../../../registry';
import { secondAgentAgreed } from '../../domain/rules/employer/second-agent-agreed.rule';
import { centralSealDue } from '../../domain/rules/move/central-seal-due.rule';
import { centralSealMonthsListed } from '../../domain/rules/move/central-seal-months-listed.rule';
import { centralSealState } from '../../domain/rules/move/central-seal-state.rule';
import { moveAccountFree } from '../../domain/rules/move/move-account-free.rule';
import { moveAccountNotFrozen } from '../../domain/rules/move/move-account-not-frozen.rule';
import { moveAccountThere } from '../../domain/rules/move/move-account-there.rule';
import { moveMemberNamed } from '../../domain/rules/move/move-member-named.rule';
import { EMPLOYMENT_PERIOD } from '../../facts/employment-period';
import { selectMovable } from '../../store/account-move-store';
import { selectUnit } from '../../store/unit-account-store';
import { AccountMoves } from './account-moves';
import { CentralSealInput } from './move.input';
import { Movers } from './movers';

type Context = CaseContext<CentralSealInput>;

/** GJ26 集中封存（托管）: the centre keeps the account of somebody whose employer is gone, or who left it long ago. */
@Injectable()
export class CentralSealItem implements Item<CentralSealInput> {
  readonly code = 'GJ26';
  readonly input = CentralSealInput;
  readonly basis = 'statutory-duty';
  readonly submitters = ['employer-agent', 'member'] as const;
  readonly facts = [
    { name: 'move.account' },
    { name: 'account.engagement' },
    { name: 'employer.secondAgent' },
    {
      name: 'central.employer',
      replaces: { zh: '单位注销、吊销证明', en: 'paper that the employer is deregistered' },
    },
    {
      name: 'central.employment',
      replaces: { zh: '解除或终止劳动关系证明', en: 'paper on the end of the employment' },
    },
  ];
  readonly grants: Grants = { 'MSA.licence': ['status'], 'SOC.employments': EMPLOYMENT_PERIOD };
  readonly rules = [
    moveAccountThere,
    moveMemberNamed,
    centralSealState,
    moveAccountNotFrozen,
    moveAccountFree,
    centralSealMonthsListed,
    centralSealDue,
    takenUpFrom('2026-12-01', secondAgentAgreed),
  ];
  readonly example: CentralSealInput = {};

  constructor(
    private readonly movers: Movers,
    private readonly ledger: Ledger,
    private readonly moves: AccountMoves,
  ) {}

  async subject(tx: Tx, actor: Actor, input: CentralSealInput): Promise<Subject> {
    const applicant = await this.movers.whom(tx, actor, input);
    const { personId, accountId } = await this.movers.personOf(tx, applicant);
    // Of an account that is not this employer's nothing is said, not even in which state it is.
    await this.assertOwn(tx, input.employerId, accountId);
    await this.movers.assertStep(tx, accountId, 'central-seal');
    return { personId, employerId: input.employerId ?? null, accountId, applicant, businessKey: personId };
  }

  /** An agent has the account of the own employer sealed, and no other. @throws Problem 404 */
  private async assertOwn(tx: Tx, employerId: string | undefined, accountId: bigint | null): Promise<void> {
    if (employerId === undefined) return;
    const account = accountId === null ? null : await selectMovable(tx, accountId);
    if (account?.employerId !== employerId) throw notFound();
  }

  async lock(tx: Tx, { accountId, caseId }: Context): Promise<void> {
    if (accountId !== null) await this.moves.lock(tx, { accountId, caseId, kind: 'central-seal' }, []);
  }

  async unlock(tx: Tx, { accountId, caseId }: Context): Promise<void> {
    if (accountId !== null && caseId !== null) await this.ledger.disengage(tx, accountId, caseId);
  }

  async carryOut(tx: Tx, { accountId, caseId }: Context & { caseId: string }): Promise<CarryOutResult> {
    const account = accountId === null ? null : await selectMovable(tx, accountId);
    if (!account) throw new Error('an approved central seal has an account');
    const { district, accountNo } = account;
    const { moved, movedFen, unitId } = await this.moves.keepCentrally(tx, caseId, [account], district);
    if (moved.length !== 1) throw new Error('an approved account moves under its lock');
    await this.ledger.disengage(tx, account.accountId, caseId);
    const unit = await selectUnit(tx, unitId, { lock: false });
    const receipt = {
      accountNo,
      to: unit?.unitAccountNo ?? '',
      balance: yuan(fen(movedFen)),
      sealedOn: account.sealedOn,
    };
    return { state: 'done', receipt, event: { kind: 'done', body: {} } };
  }
}
