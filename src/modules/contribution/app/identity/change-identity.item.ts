import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import { normaliseResidentId } from '../../../../kernel/identifiers/resident-id';
import type { Tx } from '../../../../platform/database/tx';
import type { CarryOutResult, CaseContext, Item, Subject } from '../../../casework';
import { Parties } from '../../../party';
import type { Grants } from '../../../registry';
import { identityCardShown } from '../../domain/rules/identity/identity-card-shown.rule';
import { identityChanges } from '../../domain/rules/identity/identity-changes.rule';
import { identityHistoryTold } from '../../domain/rules/identity/identity-history-told.rule';
import { identityKnownHere } from '../../domain/rules/identity/identity-known-here.rule';
import { identityNoOpenCase } from '../../domain/rules/identity/identity-no-open-case.rule';
import { identityNumberFree } from '../../domain/rules/identity/identity-number-free.rule';
import { identityPoliceAgree } from '../../domain/rules/identity/identity-police-agree.rule';
import { ChangeIdentityInput } from './identity.input';

/** GJ22 姓名或证件号码变更: face to face, for it changes whom a login speaks for; everything of the person goes on. */
@Injectable()
export class ChangeIdentityItem implements Item<ChangeIdentityInput> {
  readonly code = 'GJ22';
  readonly input = ChangeIdentityInput;
  readonly basis = 'consent';
  readonly submitters = ['clerk'] as const;
  readonly facts = [
    { name: 'identity.card' },
    {
      name: 'identity.change',
      replaces: { zh: '公安机关出具的变更证明、户口簿', en: 'certificate of the change, household register' },
    },
    { name: 'identity.books' },
  ];
  readonly grants: Grants = { 'POL.people': ['alive', 'formerIdentities'] };
  readonly rules = [
    identityKnownHere,
    identityCardShown,
    identityPoliceAgree,
    identityHistoryTold,
    identityNumberFree,
    identityNoOpenCase,
    identityChanges,
  ];
  readonly example: ChangeIdentityInput = {
    name: '王小明',
    idNo: '11010519491231002X',
    newName: '王晓明',
    newIdNo: '11010519491231002X',
    papers: {
      card: {
        kind: 'identity-card',
        number: '11010519491231002X',
        issuer: '太原市公安局小店分局',
        issuedOn: '2026-11-02',
        match: true,
      },
    },
  };

  constructor(private readonly parties: Parties) {}

  async subject(tx: Tx, _actor: Actor, input: ChangeIdentityInput): Promise<Subject> {
    const applicant = { name: input.name, idNo: normaliseResidentId(input.idNo) };
    const personId =
      (await this.parties.findPersonByAnyNumber(tx, applicant.idNo)) ?? this.parties.idOf(applicant.idNo);
    return { personId, employerId: null, accountId: null, applicant, businessKey: personId };
  }

  async carryOut(
    tx: Tx,
    { personId, input, caseId }: CaseContext<ChangeIdentityInput> & { caseId: string },
  ): Promise<CarryOutResult> {
    const to = { name: input.newName, idNo: input.newIdNo };
    const nextId = await this.parties.changeIdentity(tx, { personId, to, caseId });
    const receipt = { numberChanged: nextId !== personId, nameChanged: input.name !== input.newName };
    return { state: 'done', receipt, event: { kind: 'done', body: {} } };
  }
}
