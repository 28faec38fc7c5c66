import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import type { Decision } from '../../../../kernel/decision';
import type { Fact } from '../../../../kernel/fact';
import { Sealer } from '../../../../platform/crypto/sealer';
import type { Tx } from '../../../../platform/database/tx';
import type { CarryOutResult, CaseContext, Item, Subject } from '../../../casework';
import { type Applicant } from '../../../casework';
import { Parties } from '../../../party';
import { takenUpFrom } from '../../../policy';
import type { Grants } from '../../../registry';
import type { EmployerLicenceFact } from '../../domain/employer/change-facts';
import { employerNewCodeFree } from '../../domain/rules/employer/employer-new-code-free.rule';
import { employerNewCodeSameFirm } from '../../domain/rules/employer/employer-new-code-same-firm.rule';
import { employerOnCompanyRegister } from '../../domain/rules/employer/employer-on-company-register.rule';
import { secondAgentAgreed } from '../../domain/rules/employer/second-agent-agreed.rule';
import { unitAccountAlive } from '../../domain/rules/employer/unit-account-alive.rule';
import { LICENCE_OF_EMPLOYER } from '../../facts/employer-licence.fact';
import { selectUnitOfEmployer } from '../../store/unit-account-store';
import { setPayday } from '../../store/unit-closing-store';
import { ChangeEmployerInput } from './change-employer.input';
import { EmployerAccess } from './employer-access';
import { knownValue } from './known-value';
import { nothingAsked } from './unit-problems';

type Context = CaseContext<ChangeEmployerInput>;

/** GJ02 单位信息变更: who an employer is comes from the company registry alone; how it is reached is its own word. */
@Injectable()
export class ChangeEmployerItem implements Item<ChangeEmployerInput> {
  readonly code = 'GJ02';
  readonly input = ChangeEmployerInput;
  readonly basis = 'statutory-duty';
  readonly submitters = ['employer-agent'] as const;
  readonly facts = [
    { name: 'unit.account' },
    {
      name: 'employer.licence',
      replaces: {
        zh: '变更登记证明和新营业执照复印件',
        en: 'certificate of the change and copy of the new licence',
      },
    },
    { name: 'employer.newCode' },
    { name: 'employer.secondAgent' },
  ];
  readonly grants: Grants = { 'MSA.licence': LICENCE_OF_EMPLOYER };
  readonly rules = [
    unitAccountAlive,
    employerOnCompanyRegister,
    employerNewCodeSameFirm,
    employerNewCodeFree,
    takenUpFrom('2026-12-01', secondAgentAgreed),
  ];
  readonly example: ChangeEmployerInput = {
    employerId: '0193a1c0-0000-7000-8000-000000000001',
    takeLicence: true,
    phone: '0351-7654321',
    payday: 10,
  };

  constructor(
    private readonly access: EmployerAccess,
    private readonly parties: Parties,
    private readonly sealer: Sealer,
  ) {}

  /** @throws Problem 404; 400 when nothing is applied for, or a code without the licence. */
  async subject(tx: Tx, actor: Actor, input: ChangeEmployerInput): Promise<Subject> {
    const { employerId, takeLicence, creditCode, phone, address, payday } = input;
    const personId = await this.access.headOrAgentOf(tx, actor, employerId);
    const free = [phone, address, payday].some((field) => field !== undefined);
    if (!takeLicence && (!free || creditCode !== undefined))
      throw nothingAsked(['takeLicence', 'phone', 'address', 'payday']);
    return { personId, employerId, accountId: null, businessKey: employerId };
  }

  async lock(tx: Tx, { input }: Context): Promise<void> {
    await selectUnitOfEmployer(tx, input.employerId, { lock: true });
    if (input.creditCode !== undefined) await this.parties.claimCreditCode(tx, input.creditCode);
  }

  async carryOut(
    tx: Tx,
    { input, caseId, today }: Context & { caseId: string },
    _decision: Decision,
    facts: ReadonlyMap<string, Fact>,
  ): Promise<CarryOutResult> {
    const { employerId, payday, phone, address } = input;
    const unit = await selectUnitOfEmployer(tx, employerId, { lock: true });
    if (!unit) throw new Error('an approved change has an employer with an account');
    const licence = knownValue<EmployerLicenceFact>(facts, 'employer.licence');
    const changed: string[] = [];
    if (licence.asked && licence.registered) {
      const told = { name: licence.nameChanged, legalRepresentative: licence.representativeChanged };
      const differing = { ...told, creditCode: licence.codeChanged };
      changed.push(...Object.entries(differing).flatMap(([field, differs]) => (differs ? [field] : [])));
      if (changed.length > 0) {
        const legalRepPersonId = await this.parties.ensurePerson(tx, this.headOf(licence.representative));
        const { name, creditCode } = licence;
        const by = { caseId, on: today };
        await this.parties.takeLicence(tx, employerId, { name, creditCode, legalRepPersonId }, by);
      }
    }
    const contact = {
      ...(phone === undefined ? {} : { phone }),
      ...(address === undefined ? {} : { address }),
    };
    if (Object.keys(contact).length > 0) await this.parties.reachEmployerAt(tx, employerId, contact);
    if (payday !== undefined) await setPayday(tx, unit.unitId, payday);
    changed.push(...Object.keys(contact), ...(payday === undefined ? [] : ['payday']));
    return { state: 'done', receipt: { changed }, event: { kind: 'done', body: { changed } } };
  }

  private headOf(sealed: string): Applicant {
    return JSON.parse(this.sealer.open(Buffer.from(sealed, 'base64'))) as Applicant;
  }
}
