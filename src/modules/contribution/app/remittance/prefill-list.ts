import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import { yuan } from '../../../../kernel/money';
import type { Tx } from '../../../../platform/database/tx';
import { Parties } from '../../../party';
import { selectHolders } from '../../store/roster-store';
import { EmployerAccess } from '../employer/employer-access';
import { monthDueOf } from './month-due-of';

/** A member as a list names one; `base` in yuan. */
export interface PrefilledRow {
  readonly name: string;
  readonly idNo: string;
  readonly base: string;
}

/** The members on the list of the month due with their bases, to be sent back as that list. */
@Injectable()
export class PrefillList {
  constructor(
    private readonly access: EmployerAccess,
    private readonly parties: Parties,
  ) {}

  /** For the employer's own agents only. @throws Problem 404 for anybody else. */
  async rows(tx: Tx, actor: Actor, employerId: string): Promise<PrefilledRow[]> {
    const unit = await this.access.unitOf(tx, actor, employerId, { lock: false });
    const holders = await selectHolders(tx, unit.unitId, await monthDueOf(tx, unit));
    const identities = await this.parties.identitiesOf(
      tx,
      holders.map(({ personId }) => personId),
    );
    return holders.map(({ personId, baseFen }) => {
      const identity = identities.get(personId);
      if (!identity) throw new Error('an account has a holder');
      return { ...identity, base: yuan(baseFen) };
    });
  }
}
