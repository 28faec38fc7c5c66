import { Module } from '@nestjs/common';
import { Clock } from '../../platform/clock';
import { Sealer } from '../../platform/crypto';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { CaseworkModule, FactRegistry } from '../casework';
import { Parties, PartyModule } from '../party';
import {
  CourtRegistry,
  CreditReference,
  HousingBureau,
  NationalPlatform,
  Police,
  RealEstate,
  RegistryModule,
  TaxAuthority,
} from '../registry';
import { BankAccounts, SettlementModule } from '../settlement';
import { buildPayeeFact } from './facts/build-payee.fact';
import { familyHomesFact } from './facts/family-homes.fact';
import { loanBooksFacts } from './facts/loan-books.facts';
import { loanBuyersFact } from './facts/loan-buyers.fact';
import { loanContractFacts } from './facts/loan-contract.facts';
import { loanCreditFacts } from './facts/loan-credit.facts';
import { loanEstateFacts } from './facts/loan-estate.facts';
import { loanHomeFacts } from './facts/loan-home.facts';
import { loanNationwideFacts } from './facts/loan-nationwide.facts';
import { loanPapers } from './facts/loan-papers.desk';
import { loanPartiesFacts } from './facts/loan-parties.facts';
import type { LoanRooms } from './facts/rooms';

/** The facts that applications are decided on, handed to casework. */
@Module({ imports: [CaseworkModule, PartyModule, RegistryModule, SettlementModule] })
export class LoanFactsModule {
  constructor(
    facts: FactRegistry,
    accounts: BankAccounts,
    courts: CourtRegistry,
    credit: CreditReference,
    housingBureau: HousingBureau,
    platform: NationalPlatform,
    police: Police,
    realEstate: RealEstate,
    taxes: TaxAuthority,
    parties: Parties,
    sealer: Sealer,
    unitOfWork: UnitOfWork,
    clock: Clock,
  ) {
    const outside = { accounts, courts, credit, housingBureau, platform, police, realEstate, taxes };
    const rooms: LoanRooms = { ...outside, parties, sealer, unitOfWork, clock };
    const provided = [
      ...loanPartiesFacts(rooms),
      ...loanCreditFacts(rooms),
      ...loanNationwideFacts(rooms),
      ...loanContractFacts(rooms),
      loanBuyersFact(rooms),
      ...loanHomeFacts(rooms),
      ...loanEstateFacts(rooms),
      familyHomesFact(rooms),
      ...loanBooksFacts(parties, clock),
      buildPayeeFact(rooms),
      ...loanPapers(sealer),
    ];
    provided.forEach((fact) => facts.register(fact));
  }
}
