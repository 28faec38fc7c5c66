import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import { FactRegistry } from '../../casework';
import { Ledger } from '../../ledger';
import { Parties } from '../../party';
import { CompanyRegistry, Police, SocialInsurance } from '../../registry';
import {
  companyLicenceFact,
  employerRegistrationFact,
  registrantsPoliceFact,
  unitAccountFact,
} from './employer.facts';
import { memberAccountFacts } from './member-account.facts';
import { membersAccountsFact, peopleEmploymentFact, peoplePoliceFact } from './people.facts';
import { personIdentityFact, personRestrictionsFact } from './person.facts';
import { remittanceListFact } from './remittance-list.fact';
import { rosterFacts } from './roster.facts';
import { unitMonthsFact } from './unit-months.fact';

/** Hands the facts that this room supplies to casework. */
@Injectable()
export class ContributionFacts {
  constructor(
    registry: FactRegistry,
    companies: CompanyRegistry,
    police: Police,
    insurance: SocialInsurance,
    parties: Parties,
    ledger: Ledger,
    unitOfWork: UnitOfWork,
    clock: Clock,
  ) {
    const providers = [
      ...memberAccountFacts(ledger, clock),
      personIdentityFact(police, clock),
      personRestrictionsFact(parties, clock),
      companyLicenceFact(companies, clock),
      registrantsPoliceFact(police, clock),
      employerRegistrationFact(parties, clock),
      unitAccountFact(clock),
      unitMonthsFact(clock),
      remittanceListFact(clock),
      peoplePoliceFact(police, clock),
      peopleEmploymentFact(insurance, parties, unitOfWork, clock),
      membersAccountsFact(parties, clock),
      ...rosterFacts({ police, insurance, parties, unitOfWork, clock }),
    ];
    providers.forEach((provider) => registry.register(provider));
  }
}
