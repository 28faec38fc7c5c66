import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import type { Tx } from '../../../../platform/database/tx';
import { notFound } from '../../../../platform/http';
import type { CarryOutResult, CaseContext, Item, Subject } from '../../../casework';
import { Ledger } from '../../../ledger';
import { Parties } from '../../../party';
import { takenUpFrom } from '../../../policy';
import type { Grants } from '../../../registry';
import { flexibleAccountJoins } from '../../domain/rules/flexible/flexible-account-joins.rule';
import { flexibleAccountNotFrozen } from '../../domain/rules/flexible/flexible-account-not-frozen.rule';
import { flexibleAgeAdmitted } from '../../domain/rules/flexible/flexible-age-admitted.rule';
import { flexibleAgeAdmitted2 } from '../../domain/rules/flexible/flexible-age-admitted-2.rule';
import { flexibleBaseInLimits } from '../../domain/rules/flexible/flexible-base-in-limits.rule';
import { flexibleIdentity } from '../../domain/rules/flexible/flexible-identity.rule';
import { flexibleNotEmployed } from '../../domain/rules/flexible/flexible-not-employed.rule';
import { flexibleRatioInRange } from '../../domain/rules/flexible/flexible-ratio-in-range.rule';
import { moveAccountFree } from '../../domain/rules/move/move-account-free.rule';
import { moveFormerMonthsListed } from '../../domain/rules/move/move-former-months-listed.rule';
import { EMPLOYMENT_PERIOD } from '../../facts/employment-period';
import { selectOpenAccountOf } from '../../store/member-account-store';
import { FlexibleAccounts } from './flexible-accounts';
import { JoinFlexibleInput } from './flexible.input';

type Context = CaseContext<JoinFlexibleInput>;

/** GJ30 灵活就业人员开户: who has no employer contributes alone, at the branch's own unit. */
@Injectable()
export class JoinFlexibleItem implements Item<JoinFlexibleInput> {
  readonly code = 'GJ30';
  readonly input = JoinFlexibleInput;
  readonly basis = 'consent';
  readonly submitters = ['member'] as const;
  readonly facts = [
    { name: 'person.identity', replaces: { zh: '身份证复印件', en: 'copy of the identity card' } },
    {
      name: 'flexible.employment',
      replaces: { zh: '灵活就业证明、未就业承诺', en: 'proof of having no employer' },
    },
    { name: 'flexible.retirement' },
    { name: 'flexible.account' },
    { name: 'account.engagement' },
    { name: 'move.account' },
  ];
  readonly grants: Grants = {
    'POL.people': ['alive'],
    'SOC.employments': EMPLOYMENT_PERIOD,
    'HRR.retirement': ['retiredOn'],
  };
  readonly rules = [
    flexibleIdentity,
    flexibleAgeAdmitted,
    flexibleAgeAdmitted2,
    flexibleNotEmployed,
    moveAccountFree,
    flexibleAccountJoins,
    flexibleAccountNotFrozen,
    takenUpFrom('2026-12-01', moveFormerMonthsListed),
    flexibleRatioInRange,
    flexibleBaseInLimits,
  ];
  readonly example: JoinFlexibleInput = { district: '140105', base: '6000.00', ratio: '0.10' };

  constructor(
    private readonly parties: Parties,
    private readonly ledger: Ledger,
    private readonly accounts: FlexibleAccounts,
  ) {}

  async subject(tx: Tx, actor: Actor): Promise<Subject> {
    if (!actor.identity) throw notFound();
    const personId = this.parties.idOf(actor.identity.idNo);
    const accountId = await selectOpenAccountOf(tx, personId);
    return { personId, employerId: null, accountId, businessKey: personId };
  }

  async lock(tx: Tx, { accountId, caseId }: Context): Promise<void> {
    if (accountId === null || caseId === null) return;
    await this.ledger.balanceOf(tx, accountId, { lock: true });
    await this.ledger.tryEngage(tx, { accountId, kind: 'transfer', caseId });
  }

  async unlock(tx: Tx, { accountId, caseId }: Context): Promise<void> {
    if (accountId !== null && caseId !== null) await this.ledger.disengage(tx, accountId, caseId);
  }

  async carryOut(
    tx: Tx,
    { accountId, applicant, input, caseId }: Context & { caseId: string },
  ): Promise<CarryOutResult> {
    if (!applicant) throw new Error('a voluntary account is somebody’s own');
    const receipt = await this.accounts.join(tx, { ...input, accountId, person: applicant, caseId });
    if (accountId !== null) await this.ledger.disengage(tx, accountId, caseId);
    return { state: 'done', receipt: { ...receipt }, event: { kind: 'done', body: {} } };
  }
}
