import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import { FactRegistry } from '../../casework';
import { Ledger } from '../../ledger';
import { Parties } from '../../party';
import { Sealer } from '../../../platform/crypto';
import {
  CompanyRegistry,
  CourtRegistry,
  Police,
  RetirementRegistry,
  SocialInsurance,
  TaxAuthority,
} from '../../registry';
import { BankCards } from '../../settlement';
import { courtFreezesFact, courtGroundFact, courtNoticeFact, courtOrderFact } from './court.facts';
import { Settlement } from '../../settlement';
import { baseFacts } from './base.facts';
import { BankAccounts } from '../../settlement';
import { employerAgentFacts } from './employer-agents.facts';
import { employerLicenceFact } from './employer-licence.fact';
import {
  companyLicenceFact,
  employerRegistrationFact,
  registrantsPoliceFact,
  unitAccountFact,
} from './employer.facts';
import {
  centralEmployerFact,
  centralEmploymentFact,
  moveAccountFact,
  moveEmploymentFacts,
} from './move.facts';
import { contactPhoneFact, identityBooksFact, identityCardFact, identityChangeFact } from './identity.facts';
import { mergeAccountsFact, mergeIdentitiesFact } from './merge.facts';
import { hardshipFacts } from './hardship.facts';
import { moveFacts } from './staff-move.facts';
import { flexibleAccountFact, flexibleEmploymentFact, flexibleRetirementFact } from './flexible.facts';
import { loanContinuityFacts } from './loan-continuity.facts';
import { memberAccountFacts } from './member-account.facts';
import { membersAccountsFact, peopleEmploymentFacts, peoplePoliceFact } from './people.facts';
import { personIdentityFact, personRestrictionsFact } from './person.facts';
import { remittanceDebitFact } from './remittance-debit.fact';
import { remittanceListFact } from './remittance-list.fact';
import { backPaymentFacts } from './back-payment.facts';
import { refundLineFact } from './refund-line.fact';
import { suspenseRequestFact } from './suspense-request.fact';
import { rosterFacts } from './roster.facts';
import { unitMonthsFact } from './unit-months.fact';
import { unitBankFacts } from './unit-bank.facts';
import { unitBooksFacts } from './unit-books.facts';

/** Hands the facts that this room supplies to casework. */
@Injectable()
export class ContributionFacts {
  constructor(
    registry: FactRegistry,
    companies: CompanyRegistry,
    police: Police,
    insurance: SocialInsurance,
    taxes: TaxAuthority,
    parties: Parties,
    ledger: Ledger,
    unitOfWork: UnitOfWork,
    clock: Clock,
    courts: CourtRegistry,
    retirements: RetirementRegistry,
    sealer: Sealer,
    settlement: Settlement,
    cards: BankCards,
    accounts: BankAccounts,
  ) {
    const rooms = { parties, insurance, companies, unitOfWork, clock };
    const providers = [
      ...memberAccountFacts(ledger, clock),
      ...loanContinuityFacts(ledger, clock),
      personIdentityFact(police, clock),
      personRestrictionsFact(parties, clock),
      companyLicenceFact(companies, clock),
      registrantsPoliceFact(police, clock),
      employerRegistrationFact(parties, clock),
      unitAccountFact(clock),
      unitMonthsFact(clock),
      remittanceListFact(clock),
      remittanceDebitFact(clock),
      peoplePoliceFact(police, clock),
      ...peopleEmploymentFacts({ insurance, parties, unitOfWork, clock }),
      membersAccountsFact(parties, clock),
      courtOrderFact(courts, sealer, clock),
      courtNoticeFact,
      courtGroundFact(retirements, insurance, clock),
      courtFreezesFact(clock),
      flexibleEmploymentFact(insurance, clock),
      flexibleRetirementFact(retirements, clock),
      flexibleAccountFact(parties, clock),
      mergeIdentitiesFact(police, parties, clock),
      mergeAccountsFact(ledger, clock),
      identityCardFact,
      identityChangeFact(police, clock),
      identityBooksFact(parties, clock),
      contactPhoneFact(cards, parties, unitOfWork, clock),
      moveAccountFact(rooms),
      ...moveEmploymentFacts(rooms),
      centralEmployerFact(rooms),
      centralEmploymentFact(rooms),
      ...backPaymentFacts({ insurance, parties, unitOfWork, clock }),
      refundLineFact({ ledger, parties, settlement, clock }),
      suspenseRequestFact(clock),
      ...baseFacts({ taxes, parties, unitOfWork, clock }),
      employerLicenceFact({ companies, parties, unitOfWork, sealer, clock }),
      ...employerAgentFacts({ parties, police, clock }),
      ...unitBankFacts({ accounts, parties, unitOfWork, sealer, clock }),
      ...unitBooksFacts(clock),
      ...hardshipFacts(clock),
      ...moveFacts({ companies, parties, unitOfWork, clock }),
      ...rosterFacts({ police, insurance, parties, unitOfWork, clock }),
    ];
    providers.forEach((provider) => registry.register(provider));
  }
}
