import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import { normaliseResidentId } from '../../../../kernel/identifiers/resident-id';
import type { Tx } from '../../../../platform/database/tx';
import { invalidAt, notFound, type Problem } from '../../../../platform/http';
import type { Applicant } from '../../../casework';
import { Parties } from '../../../party';
import { type AccountStepName, canStep } from '../../domain/member/account-steps';
import { selectMovable } from '../../store/account-move-store';
import { selectLatestAccountOf } from '../../store/closed-account-store';
import { EmployerAccess } from '../employer/employer-access';
import { stepNotThere } from '../member/account-step-problem';

interface Named {
  readonly employerId?: string;
  readonly name?: string;
  readonly idNo?: string;
}

/** Whose account a case moves: the member's own, or that of a member whom an employer's agent names. */
@Injectable()
export class Movers {
  constructor(
    private readonly access: EmployerAccess,
    private readonly parties: Parties,
  ) {}

  /** @throws Problem 400 for a field of the other role, 404 for an employer that is not the agent's. */
  async whom(tx: Tx, actor: Actor, input: Named): Promise<Applicant> {
    const { employerId, name, idNo } = input;
    if (actor.role === 'employer-agent') {
      if (employerId === undefined) throw needed('employerId');
      if (name === undefined) throw needed('name');
      if (idNo === undefined) throw needed('idNo');
      await this.access.agentOf(tx, actor, employerId);
      return { name, idNo: normaliseResidentId(idNo) };
    }
    const foreign = (['employerId', 'name', 'idNo'] as const).find((field) => input[field] !== undefined);
    if (foreign !== undefined) throw notYours(foreign);
    if (!actor.identity) throw notFound();
    return { ...actor.identity, idNo: normaliseResidentId(actor.identity.idNo) };
  }

  /** Person and open account, else the one closed last. */
  async personOf(tx: Tx, { idNo }: Applicant): Promise<{ personId: string; accountId: bigint | null }> {
    const personId = this.parties.idOf(idNo);
    return { personId, accountId: await selectLatestAccountOf(tx, personId) };
  }

  /** @throws Problem 409 when the account is in a state from which there is no such step; a frozen one is for the rules. */
  async assertStep(tx: Tx, accountId: bigint | null, step: AccountStepName): Promise<void> {
    const account = accountId === null ? null : await selectMovable(tx, accountId);
    if (account && account.state !== '06' && !canStep(account.state, step))
      throw stepNotThere(account.state, step);
  }
}

/** 400: a field that this role has to give. */
export function needed(field: string): Problem {
  return invalidAt(`/input/${field}`, 'REQUIRED', {
    zh: '请填写该字段。',
    en: 'This field is needed.',
  });
}

function notYours(field: string): Problem {
  return invalidAt(`/input/${field}`, 'FIELD_NOT_FOR_ROLE', {
    zh: '本人办理时不填写该字段。',
    en: 'Leave this field out when you apply for yourself.',
  });
}
