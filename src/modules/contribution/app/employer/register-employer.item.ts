import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import type { Decision } from '../../../../kernel/decision';
import type { Fact } from '../../../../kernel/fact';
import { parseMonth } from '../../../../kernel/month';
import { Clock } from '../../../../platform/clock';
import type { Tx } from '../../../../platform/database/tx';
import { type CarryOutResult, type CaseContext, type Item, type Subject } from '../../../casework';
import { Ledger } from '../../../ledger';
import { Parties } from '../../../party';
import type { Grants } from '../../../registry';
import { unitAccountNo } from '../../domain/member/account-numbers';
import type { LicenceFact } from '../../domain/facts';
import { applicantIsLegalRepresentative } from '../../domain/rules/employer/applicant-is-legal-representative.rule';
import { employerInBusiness } from '../../domain/rules/employer/employer-in-business.rule';
import { employerNameAsLicensed } from '../../domain/rules/employer/employer-name-as-licensed.rule';
import { employerNotRegisteredBefore } from '../../domain/rules/employer/employer-not-registered-before.rule';
import { employerRatioInRange } from '../../domain/rules/employer/employer-ratio-in-range.rule';
import { firstMonthPlausible } from '../../domain/rules/employer/first-month-plausible.rule';
import { firstMonthPlausible2 } from '../../domain/rules/employer/first-month-plausible-2.rule';
import { registrantsKnownToPolice } from '../../domain/rules/employer/registrants-known-to-police.rule';
import { insertUnitAccount } from '../../store/unit-account-store';
import { RegisterEmployerInput } from './register-employer.input';

/** GJ01 单位缴存登记: an employer, its account and its agent, on the word of market supervision and police. */
@Injectable()
export class RegisterEmployerItem implements Item<RegisterEmployerInput> {
  readonly code = 'GJ01';
  readonly input = RegisterEmployerInput;
  readonly basis = 'statutory-duty';
  readonly submitters = ['employer-agent'] as const;
  readonly facts = [
    { name: 'company.licence', replaces: { zh: '营业执照复印件', en: 'copy of the business licence' } },
    {
      name: 'person.police',
      replaces: {
        zh: '法定代表人和专管员身份证复印件',
        en: 'copies of the identity cards of representative and agent',
      },
    },
    { name: 'employer.registration' },
  ];
  readonly grants: Grants = {
    'MSA.licence': ['name', 'legalRepresentative', 'status', 'foundedOn'],
    'POL.people': ['alive'],
  };
  readonly rules = [
    employerInBusiness,
    applicantIsLegalRepresentative,
    registrantsKnownToPolice,
    employerNameAsLicensed,
    employerNotRegisteredBefore,
    employerRatioInRange,
    firstMonthPlausible,
    firstMonthPlausible2,
  ];
  readonly example = {
    creditCode: '91350100M000100Y43',
    district: '140105',
    payday: 15,
    ratioEmployer: '0.08',
    ratioEmployee: '0.08',
    firstMonth: '2026-11',
    agent: { name: '王小明', idNo: '11010519491231002X' },
  };

  constructor(
    private readonly parties: Parties,
    private readonly ledger: Ledger,
    private readonly clock: Clock,
  ) {}

  async subject(_tx: Tx, actor: Actor, { creditCode }: RegisterEmployerInput): Promise<Subject> {
    if (!actor.identity) throw new Error('an employer is registered by a natural person');
    const personId = this.parties.idOf(actor.identity.idNo);
    // The person is part of it: a stranger's open case must not stand in the legal representative's way.
    return { personId, employerId: null, accountId: null, businessKey: `${creditCode}:${personId}` };
  }

  /** Two who register one employer at once: the second waits here and then finds it registered. */
  async lock(tx: Tx, { input }: CaseContext<RegisterEmployerInput>): Promise<void> {
    await this.parties.claimCreditCode(tx, input.creditCode);
  }

  async carryOut(
    tx: Tx,
    { input, actor }: CaseContext<RegisterEmployerInput> & { caseId: string },
    _decision: Decision,
    facts: ReadonlyMap<string, Fact>,
  ): Promise<CarryOutResult> {
    const { creditCode, district, payday, ratioEmployer, ratioEmployee, agent } = input;
    if (!actor.identity) throw new Error('an employer is registered by a natural person');
    // Stored under the name that the police have confirmed by now, not before.
    const personId = await this.parties.ensurePerson(tx, actor.identity);
    const licence = licenceOf(facts);
    const employerId = await this.parties.registerEmployer(tx, {
      creditCode,
      name: licence.name,
      foundedOn: licence.foundedOn,
      legalRepPersonId: personId,
      districtCode: district,
    });
    await this.parties.authoriseAgent(
      tx,
      employerId,
      agent ? await this.parties.ensurePerson(tx, agent) : personId,
    );
    const openedOn = this.clock.today();
    const suspense = { kind: 'unit', subject: '21901', unitId: null } as const;
    const [unitId] = await this.ledger.openAccounts(tx, [suspense], openedOn);
    if (unitId === undefined) throw new Error('the ledger opened no account');
    const accountNo = unitAccountNo(openedOn, unitId);
    await insertUnitAccount(tx, {
      unitId,
      employerId,
      unitAccountNo: accountNo,
      district,
      // 开户: it becomes active with its first member.
      state: '02',
      payday,
      ratioEmployer,
      ratioEmployee,
      firstMonth: parseMonth(input.firstMonth),
      openedOn,
    });
    const receipt = { employerId, unitAccountNo: accountNo };
    return { state: 'done', receipt, event: { kind: 'done', body: receipt } };
  }
}

function licenceOf(facts: ReadonlyMap<string, Fact>): LicenceFact & { registered: true } {
  const fact = facts.get('company.licence');
  const licence = fact?.state === 'known' ? (fact.value as LicenceFact) : undefined;
  if (!licence?.registered) throw new Error('an approved registration has a licence');
  return licence;
}
