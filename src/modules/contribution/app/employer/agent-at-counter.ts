import { Injectable } from '@nestjs/common';
import { normaliseResidentId } from '../../../../kernel/identifiers/resident-id';
import type { Tx } from '../../../../platform/database/tx';
import { notFound } from '../../../../platform/http';
import type { Applicant } from '../../../casework';
import { Parties } from '../../../party';
import { selectUnitOfEmployer, type UnitAccount } from '../../store/unit-account-store';

/** Who stands before a clerk for an employer. */
@Injectable()
export class AgentAtCounter {
  constructor(private readonly parties: Parties) {}

  /** The employer's account and its agent or legal representative. @throws Problem 404 for anybody else. */
  async of(
    tx: Tx,
    employerId: string,
    named: { readonly name: string; readonly idNo: string },
  ): Promise<{ personId: string; applicant: Applicant; unit: UnitAccount }> {
    const applicant = { name: named.name, idNo: normaliseResidentId(named.idNo) };
    const personId = this.parties.idOf(applicant.idNo);
    const employer = await this.parties.employerById(tx, employerId);
    const unit = employer && (await selectUnitOfEmployer(tx, employerId, { lock: false }));
    if (!unit) throw notFound();
    const may =
      employer.legalRepPersonId === personId || (await this.parties.isAgentOf(tx, personId, employerId));
    if (!may) throw notFound();
    return { personId, applicant, unit };
  }
}
